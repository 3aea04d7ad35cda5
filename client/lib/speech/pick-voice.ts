export type VoiceInfo = Pick<SpeechSynthesisVoice, 'name' | 'lang' | 'localService' | 'default'>

/** The voices of a language, best first: the region asked for before others, voices of this device before a vendor's servers. */
export function rankVoices<V extends VoiceInfo>(voices: readonly V[], language: string): V[] {
  const wanted = normalise(language)
  const [base = ''] = wanted.split('-')
  const score = (voice: V) => {
    const isRegion = normalise(voice.lang) === wanted
    return (voice.localService ? 4 : 0) + (isRegion ? 2 : 0) + (voice.default ? 1 : 0)
  }
  return voices.filter(({ lang }) => normalise(lang).startsWith(base)).toSorted((a, b) => score(b) - score(a))
}

/** The voice that was chosen by name if it is there, else the best of the language; undefined where no voice speaks it. */
export function pickVoice<V extends VoiceInfo>(
  voices: readonly V[],
  language: string,
  chosenName: string | null,
): V | undefined {
  const ranked = rankVoices(voices, language)
  return ranked.find(({ name }) => name === chosenName) ?? ranked[0]
}

/** Android writes `en_GB`. */
function normalise(language: string): string {
  return language.toLowerCase().replaceAll('_', '-')
}
