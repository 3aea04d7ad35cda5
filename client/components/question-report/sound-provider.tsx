import { type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import { foldSession } from '#contract/fold-session.ts'
import { EventsResponseSchema } from '#contract/http.ts'
import type { QuestionReport } from '#contract/report.ts'
import type { Track } from '#contract/session.ts'
import { alignWords } from '../../lib/align-words.ts'
import { request } from '../../lib/api.ts'
import { listTrackWords } from '../../lib/track-words.ts'
import { type QuoteSound, SoundContext, type SpokenPart } from './sound-context.ts'
import { createStretchPlayer, type StretchPlayer } from './stretch-player.ts'
import { findStretches, type SoundStretch } from './stretches.ts'

interface SoundProviderProps {
  sessionId: string
  questions: readonly QuestionReport[]
  /** The recordings, while the session is open; without them they are fetched when first asked for. */
  tracks?: readonly Track[] | undefined
  children: ReactNode
}

/** Lets the quotes below play, one at a time. Inside another one it leaves the sound to that. */
export function SoundProvider(props: SoundProviderProps) {
  const outer = use(SoundContext)
  return outer === null ? <OwnSound {...props} /> : props.children
}

function OwnSound({ sessionId, questions, tracks, children }: SoundProviderProps) {
  const [playingKey, setPlaying] = useState<string | null>(null)
  const [problem, setProblem] = useState<QuoteSound['problem']>(null)
  const player = useRef<StretchPlayer | null>(null)
  const known = useRef<readonly Track[] | null>(null)
  const asked = useRef('')
  const spoken = useMemo(() => listSpokenTurns(questions), [questions])

  useEffect(() => () => player.current?.stop(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was transcribed since is fetched anew
  useEffect(() => {
    known.current = null
  }, [questions])

  const stop = () => {
    asked.current = ''
    player.current?.stop()
    setPlaying(null)
  }

  const play = async (key: string, part: SpokenPart) => {
    player.current ??= createStretchPlayer(sessionId)
    stop()
    asked.current = key
    setPlaying(key)
    setProblem(null)
    const fail = (words: string) => {
      if (asked.current !== key) return
      stop()
      setProblem({ key, words })
    }
    try {
      const all = tracks ?? known.current ?? (await fetchTracks(sessionId))
      if (tracks === undefined) known.current = all
      const stretches = findPart(all, spoken.get(part.turnId) ?? '', part)
      if (asked.current !== key) return
      if (stretches.length === 0) fail('These words are not in the sound.')
      else player.current.play(stretches, (outcome) => (outcome === 'ended' ? stop() : fail(NOT_PLAYED)))
    } catch {
      fail(NOT_PLAYED)
    }
  }

  useEscape(playingKey !== null, stop)
  const sound: QuoteSound = {
    playingKey,
    problem,
    canPlay: (turnId) => spoken.has(turnId),
    toggle: (key, part) => (playingKey === key ? stop() : void play(key, part)),
    replayHref: (turnId, at) => (tracks === undefined ? `/sessions/${sessionId}/replay?turn=${turnId}&at=${at}` : null),
  }
  return <SoundContext value={sound}>{children}</SoundContext>
}

const NOT_PLAYED = 'The sound could not be played.'

/** The text of each turn that was spoken and whose sound is there. */
function listSpokenTurns(questions: readonly QuestionReport[]): Map<string, string> {
  const heard = questions.filter(({ recording: { status } }) => status === 'complete' || status === 'incomplete')
  return new Map(heard.flatMap(({ turns }) => turns.flatMap((turn) => (turn.spoken ? [[turn.id, turn.text]] : []))))
}

async function fetchTracks(sessionId: string): Promise<readonly Track[]> {
  const { events } = await request(EventsResponseSchema, `/api/sessions/${sessionId}/events`)
  return foldSession(events).tracks
}

function findPart(all: readonly Track[], text: string, { turnId, from, to }: SpokenPart): SoundStretch[] {
  const own = all.filter((track) => track.turnId === turnId)
  return findStretches(alignWords(text, listTrackWords(own)), from, to)
}

function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
