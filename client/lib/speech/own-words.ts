/** More of the heard words than this were just said by the interviewer: the microphone heard the loudspeaker. */
const OWN_SHARE = 0.6
/** What people say while they listen. */
const LISTENING = new Set([
  'mhm',
  'mm',
  'mmm',
  'hm',
  'hmm',
  'uh',
  'huh',
  'ah',
  'oh',
  'ok',
  'okay',
  'yeah',
  'yes',
  'yep',
  'right',
  'sure',
])

/** Whether what was heard from the microphone is what the loudspeaker says: no canceller removes all of it. */
export function isOwnVoice(heard: string, said: string): boolean {
  const words = wordsOf(heard)
  const own = new Set(wordsOf(said))
  return words.length > 0 && words.filter((word) => own.has(word)).length >= OWN_SHARE * words.length
}

/** "Mhm", "okay, yeah": somebody listens and does not want to speak. */
export function isListening(heard: string): boolean {
  return wordsOf(heard).every((word) => LISTENING.has(word))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? []
}
