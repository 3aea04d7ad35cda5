import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import {
  type TracksResponse,
  TracksResponseSchema,
  TranscribeAgainResponseSchema,
  VoiceRequestSchema,
} from '#contract/http.ts'
import { SessionIdSchema } from '#contract/ids.ts'
import { BYTES_A_SAMPLE, TrackIdSchema } from '#contract/speech.ts'
import { AppError, findReportable } from '../errors.ts'
import type { SessionRunner } from '../interview/run-session.ts'
import type { AudioStore, Voice } from '../ports.ts'
import { json } from './json-body.ts'
import { createPeakCache } from './peaks.ts'
import { parseRequest, send } from './reply.ts'
import { sendVoice } from './send-voice.ts'
import { sendWav } from './send-wav.ts'

const SMALL_BODY_BYTES = 16_000

const IdParams = z.object({ id: SessionIdSchema })
const IndexParams = IdParams.extend({ index: z.coerce.number().int().nonnegative() })
const TrackParams = IdParams.extend({ trackId: TrackIdSchema })

interface AudioRouteDeps {
  readonly runner: Pick<SessionRunner, 'getSession' | 'deleteAudio' | 'transcribeAgain' | 'isInterviewersText'>
  readonly audio: AudioStore
  /** Null where the browser speaks. */
  readonly voice: Voice | null
  /** Told where an answer broke off in the middle. */
  readonly onError?: (what: string, error: unknown) => void
}

/** Recordings: listed, played, transcribed again, deleted; and the interviewer's voice. */
export function createAudioRoutes({ runner, audio, voice, onError }: AudioRouteDeps): Router {
  const router = Router()
  const getPeaks = createPeakCache()

  /** Once bytes have left, a failure can only be told to the operator: the connection was cut. */
  async function untilItBreaks(request: Request, response: Response, sending: Promise<void>): Promise<void> {
    try {
      await sending
    } catch (error) {
      if (!response.headersSent && !response.destroyed) throw error
      const reportable = findReportable(error)
      if (reportable !== null) onError?.(`${request.method} ${request.route?.path}`, reportable)
    }
  }

  router.get('/sessions/:id/tracks', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    const session = await runner.getSession(id)
    if (session.phase.name !== 'ended') {
      throw new AppError('not_ended', 'The interview is still open. Its sound is here once it has ended.')
    }
    const tracks: TracksResponse['tracks'] = []
    for (const { id: trackId } of session.audioDeleted ? [] : session.tracks) {
      const samples = await audio.countSamples(id, trackId)
      const stream = () => audio.stream(id, trackId, 0, samples * BYTES_A_SAMPLE)
      tracks.push({ trackId, samples, peaks: await getPeaks(`${id}/${trackId}`, samples, stream) })
    }
    send(response, TracksResponseSchema, { tracks })
  })

  router.get('/sessions/:id/tracks/:trackId.wav', async (request, response) => {
    const { id, trackId } = parseRequest(TrackParams, request.params)
    const session = await runner.getSession(id)
    const isHere = !session.audioDeleted && session.tracks.some((track) => track.id === trackId)
    const samples = isHere ? await audio.countSamples(id, trackId) : 0
    if (samples === 0) throw new AppError('not_found', 'There is no sound here. It may have been deleted.')
    const recording = { samples, stream: (from: number, to: number) => audio.stream(id, trackId, from, to) }
    await untilItBreaks(request, response, sendWav(request, response, recording))
  })

  router.delete('/sessions/:id/audio', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    await runner.deleteAudio(id)
    response.status(204).end()
  })

  router.post('/sessions/:id/transcriptions/:index', async (request, response) => {
    const { id, index } = parseRequest(IndexParams, request.params)
    await runner.transcribeAgain(id, index)
    send(response, TranscribeAgainResponseSchema, { transcribing: true }, 202)
  })

  router.post('/sessions/:id/voice', json(SMALL_BODY_BYTES), async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    const { text } = parseRequest(VoiceRequestSchema, request.body)
    if (voice === null) throw new AppError('not_found', 'No voice is set up on this server: the browser speaks.')
    // Every sentence costs somebody something: only the interviewer's own are spoken.
    if (text.trim() === '' || !(await runner.isInterviewersText(id, text))) {
      throw new AppError('bad_request', 'The interviewer does not say this here.', { field: 'text' })
    }
    await untilItBreaks(request, response, sendVoice(response, voice, text))
  })

  return router
}
