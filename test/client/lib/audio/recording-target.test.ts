import { describe, expect, it } from 'vitest'
import { findRecordingTarget, TAIL_MS } from '../../../../client/lib/audio/recording-target.ts'
import { createDrivenSession } from '../../../support/interviews.ts'
import { createSpeaker } from '../../../support/spoken.ts'

async function begin(settings: Parameters<typeof createDrivenSession>[0]['settings'] = {}) {
  const driven = await createDrivenSession({ spoken: true, settings: { questionCount: 1, ...settings } })
  await driven.begin()
  const speaker = createSpeaker(driven)
  await speaker.record()
  return { driven, speaker }
}

describe('where the sound belongs', () => {
  it('[RT1] to the open turn, where this tab may write in it', async () => {
    const { driven } = await begin()
    expect(findRecordingTarget(driven.session(), true, driven.now())).toEqual({ turnId: 't2' })
    expect(findRecordingTarget(driven.session(), false, driven.now())).toBe('stop')
    expect(findRecordingTarget(null, true, driven.now())).toBe('stop')
  })

  it('[RT2] to nobody while the end of the answer is on its way, in a pause, in feedback and after the end', async () => {
    const { driven, speaker } = await begin({ feedback: 'each' })
    await speaker.speak()
    await driven.send({ type: 'answer:submit', turnId: 't2', text: 'feed' })
    expect(findRecordingTarget(driven.session(), true, driven.now())).toBe('stop')
    const paused = await begin()
    await paused.driven.send({ type: 'session:pause' })
    expect(findRecordingTarget(paused.driven.session(), true, driven.now())).toBe('stop')
  })

  it('[RT3] to the answer that silence ended, for a while, so that words which go on are in it', async () => {
    const { driven, speaker } = await begin()
    await speaker.say('feed starter, slow rise, closed pot')
    await speaker.fallSilent()
    expect(driven.session().phase.name).toBe('checking')
    expect(findRecordingTarget(driven.session(), true, driven.now())).toBe('keep')
    expect(findRecordingTarget(driven.session(), true, driven.now() + TAIL_MS)).toBe('stop')
  })

  it('[RT4] not to an answer that was ended by hand', async () => {
    const { driven, speaker } = await begin()
    await speaker.say('feed starter, slow rise, closed pot')
    await driven.submit('feed starter, slow rise, closed pot')
    expect(driven.session().phase.name).toBe('checking')
    expect(findRecordingTarget(driven.session(), true, driven.now())).toBe('stop')
  })
})
