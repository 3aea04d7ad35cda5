import { Lines, Variables } from './set-up-parts.tsx'

const OPENAI = `STT_API_KEY=your key
TTS_API_KEY=your key`
const LOCAL = `STT_BASE_URL=http://127.0.0.1:8000/v1
STT_MODEL=Systran/faster-whisper-small
TTS_BASE_URL=http://127.0.0.1:8880/v1
TTS_MODEL=kokoro
TTS_VOICE=bf_emma`

const VARIABLES = [
  { name: 'STT_API_KEY', does: 'The key for speech to text. The model’s key is never used for it.' },
  { name: 'STT_BASE_URL', does: 'Where speech becomes text: OpenAI if only a key is set.' },
  { name: 'STT_MODEL', does: 'whisper-1 at OpenAI if not set. Only models of its kind say when each word was spoken.' },
  { name: 'TTS_API_KEY', does: 'The key for the voice. The model’s key is never used for it.' },
  { name: 'TTS_BASE_URL', does: 'Where the voice is made: OpenAI if only a key is set.' },
  { name: 'TTS_MODEL', does: 'gpt-4o-mini-tts at OpenAI if not set.' },
  { name: 'TTS_VOICE', does: 'Which of its voices: alloy if not set.' },
]

/** What endpoints for speech would bring, and the lines that bring them. */
export function SetUpSpeech({ hasBoth }: { hasBoth: boolean }) {
  return (
    <>
      {!hasBoth && (
        <p>
          Speaking works with what your browser brings. With an endpoint for speech to text the sound goes where you say
          and not to the browser’s vendor, and a recording can be transcribed again. With one for the voice the
          interviewer sounds the same in every browser. Each can be set without the other.
        </p>
      )}
      <p>
        The lines go into <code>.env</code> or the environment, too. They have keys of their own, so that sound is sent
        only where you say.
      </p>
      <Lines title="OpenAI, speech" text={OPENAI} />
      <Lines title="On this machine, with Speaches and Kokoro" text={LOCAL} />
      <Variables variables={VARIABLES} />
    </>
  )
}
