import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { SpeechSettings } from '../../server/contract/speech.ts'
import { launchBrowser } from './browser.ts'
import { type Greenroom, serveGreenroom } from './greenroom.ts'
import { startOpenAiServer } from './openai-server.ts'
import type { TranscriptionFault } from './openai-transcription.ts'
import { beginInterview, listens, openPageThatHears, readSession } from './page-microphone.ts'
import { synthesize } from './speech.ts'

export const FIRST = 'First I ask the customer what they need.'
const NEXT = 'Then I write it down and show them the smallest version of it that could work for them.'
export const LAST = 'After that I build it.'

export interface SpokenRoom extends Greenroom {
  /** What the recogniser makes of the next stretches of sound; empty before each test, as `faults` is. */
  readonly heard: string[]
  /** What goes wrong with the recogniser at the moment. */
  readonly faults: TranscriptionFault[]
  /** What can be said into the microphone. There once the tests run. */
  voices: Record<'first' | 'next' | 'last', Int16Array>
}

/** For all tests of a file: a room with a recogniser, and a browser with a microphone that nobody has said yes to. */
export function serveSpokenRoom(): SpokenRoom {
  const heard: string[] = []
  const faults: TranscriptionFault[] = []
  let endpoint: Awaited<ReturnType<typeof startOpenAiServer>>
  const greenroom = serveGreenroom(
    async () => {
      endpoint = await startOpenAiServer({ transcription: { faults, transcribe: () => heard.shift() ?? '' } })
      return { STT_BASE_URL: endpoint.url, STT_MODEL: 'test-ears' }
    },
    () => launchBrowser('--use-fake-device-for-media-stream'),
  )
  const room = Object.assign(greenroom, { heard, faults }) as SpokenRoom
  beforeAll(async () => {
    room.voices = { first: await synthesize(FIRST), next: await synthesize(NEXT), last: await synthesize(LAST) }
  })
  afterAll(() => endpoint.close())
  beforeEach(() => {
    heard.length = 0
    faults.length = 0
  })
  return room
}

/** A page in which a spoken interview of one question has begun, and which listens. */
export async function startListening(
  room: SpokenRoom,
  { prepare, ...speech }: Partial<SpeechSettings> & { prepare?: (page: Page) => Promise<unknown> } = {},
) {
  const { page, errors } = await openPageThatHears(room.browser, room.voices)
  await prepare?.(page)
  const sessionId = await beginInterview(page, room, speech)
  await listens(page)
  return { page, errors, sessionId, session: readSession(room, sessionId) }
}
