import type { Browser, Page } from 'playwright-core'
import type { SpeechPreferences } from '../../client/lib/speech/speech-preferences.ts'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import { DEFAULT_SPEECH, SAMPLE_RATE, type SpeechSettings } from '../../server/contract/speech.ts'
import { createSession } from './browser.ts'
import type { Greenroom } from './greenroom.ts'
import { letPass, openSpokenPage, readLog } from './spoken-page.ts'

/** What the page's microphone can hear, by name. */
export type Voices = Readonly<Record<string, Int16Array>>

interface PageMicrophone {
  say(name: string): Promise<void>
  unplug(): void
  /** Nobody holds the microphone that was opened last. */
  isFree(): boolean
}
type WithMicrophone = { microphone: PageMicrophone }

/** A page whose microphone hears what the test says, when the test says it, through `getUserMedia`. */
export async function openPageThatHears(
  browser: Browser,
  voices: Voices,
  preferences: Partial<SpeechPreferences> = {},
): Promise<{ page: Page; errors: string[] }> {
  const opened = await openSpokenPage(browser)
  const { page } = opened
  await page.addInitScript((own) => {
    const stored = JSON.parse(localStorage.getItem('greenroom.speech') ?? '{}')
    localStorage.setItem('greenroom.speech', JSON.stringify({ ...stored, ...own }))
  }, preferences)
  await page.context().addInitScript(putMicrophone, {
    sampleRate: SAMPLE_RATE,
    voices: Object.entries(voices).map(([name, samples]) => [name, toBase64(samples)] as const),
  })
  return opened
}

/** Runs in the page. Every opening of the microphone has a stream of its own. */
function putMicrophone(given: { sampleRate: number; voices: (readonly [string, string])[] }): void {
  let context: AudioContext | null = null
  let destination: MediaStreamAudioDestinationNode | null = null
  const sounds = new Map(given.voices)
  const decode = (audio: AudioContext, base64: string) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const samples = new Int16Array(bytes.buffer)
    const buffer = audio.createBuffer(1, samples.length, given.sampleRate)
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 32_768),
      0,
    )
    return buffer
  }
  const microphone: PageMicrophone = {
    say: (name) => {
      const base64 = sounds.get(name)
      if (context === null || destination === null || base64 === undefined) throw new Error(`nobody hears ${name}`)
      const source = context.createBufferSource()
      source.buffer = decode(context, base64)
      source.connect(destination)
      source.start()
      return new Promise((resolve) => {
        source.onended = () => resolve()
      })
    },
    unplug: () => {
      for (const track of destination?.stream.getTracks() ?? []) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    },
    isFree: () => destination?.stream.getTracks().every(({ readyState }) => readyState === 'ended') ?? true,
  }
  Object.assign(window, { microphone })
  if (navigator.mediaDevices === undefined) return
  navigator.mediaDevices.getUserMedia = async () => {
    context ??= new AudioContext({ sampleRate: given.sampleRate })
    await context.resume()
    destination = context.createMediaStreamDestination()
    return destination.stream
  }
}

/** Resolves when it has been said. */
export const say = (page: Page, name: string) =>
  page.evaluate((wanted) => (window as unknown as WithMicrophone).microphone.say(wanted), name)

/** Resolves when so much of it has been said and captured; the rest goes on. */
export async function sayFor(page: Page, name: string, ms: number): Promise<void> {
  await beginToSay(page, name)
  await letPass(page, ms)
}

/** Resolves when it has begun. */
export const beginToSay = (page: Page, name: string) =>
  page.evaluate((wanted) => void (window as unknown as WithMicrophone).microphone.say(wanted), name)

export const unplug = (page: Page) => page.evaluate(() => (window as unknown as WithMicrophone).microphone.unplug())

/** Whether the page has let go of its microphone. */
export const isMicrophoneFree = (page: Page) =>
  page.evaluate(() => (window as unknown as WithMicrophone).microphone.isFree())

/** A spoken interview that has begun, see `openInterview`. */
export async function beginInterview(
  page: Page,
  room: Greenroom,
  wish: Partial<SpeechSettings> & { questions?: number } = {},
): Promise<string> {
  const sessionId = await openInterview(page, room, wish)
  await page.getByRole('button', { name: 'Begin' }).click()
  return sessionId
}

/** A spoken interview of one question, open in the page; nothing in it ends by silence unless `speech` says so. */
export async function openInterview(
  page: Page,
  room: Greenroom,
  { questions = 1, ...speech }: Partial<SpeechSettings> & { questions?: number } = {},
): Promise<string> {
  const spoken = { ...DEFAULT_SPEECH, answer: 'spoken', handsFree: false, ...speech } as const
  const sessionId = await createSession(room.server.url, { questions, speech: spoken, seed: 7 })
  await page.goto(`${room.server.url}/sessions/${sessionId}`)
  return sessionId
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** Resolves once the microphone is on and is listened to. */
export const listens = (page: Page) => page.getByText(/^Listening/).waitFor()
/** What stands in the answer. */
export const readAnswer = (page: Page) => page.locator('#answer').inputValue()

/** What a test asks of the log of one session. */
export function readSession(room: Greenroom, sessionId: string) {
  const log = () => readLog(room.folder, sessionId)
  const all = async <T extends SessionEvent['type']>(type: T) =>
    (await log()).filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type)
  return { log, all, count: async (type: SessionEvent['type']) => (await all(type)).length }
}

function toBase64(samples: Int16Array): string {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64')
}
