import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { use, useId } from 'react'
import type { Evidence } from '#contract/grade.ts'
import styles from './play-quote.module.css'
import { SoundContext } from './sound-context.ts'

const LONGEST_NAME = 48

/** Plays what a quote quotes, there and then. Nothing where its words were typed or its sound is gone. */
export function PlayQuote({ quote }: { quote: Evidence }) {
  const sound = use(SoundContext)
  const key = useId()
  if (sound === null || !sound.canPlay(quote.turnId)) return null
  const isPlaying = sound.playingKey === key
  return (
    <>
      <button
        type="button"
        className={styles.play}
        data-playing={isPlaying}
        title={isPlaying ? 'Stop' : 'Play this'}
        aria-label={`${isPlaying ? 'Stop' : 'Play this'}: ${shorten(quote.text.trim())}`}
        onClick={() => sound.toggle(key, quote)}
      >
        {isPlaying ? (
          <IconPlayerStopFilled size={12} aria-hidden="true" />
        ) : (
          <IconPlayerPlayFilled size={12} aria-hidden="true" />
        )}
      </button>
      {sound.problem?.key === key && (
        <span className={styles.problem} role="status">
          {sound.problem.words}
        </span>
      )}
    </>
  )
}

function shorten(text: string): string {
  return text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME).trimEnd()} …`
}
