import { describe, expect, it } from 'vitest'
import { createClose } from '../../../../client/features/room/close-answer.ts'
import { FakeRoom } from '../../lib/fake-room.ts'
import { openTab } from '../../lib/fake-tab.ts'

/** A tab with a written answer, and a microphone whose last words come when the test says so. */
function createRig() {
  const room = new FakeRoom()
  const tab = openTab(room)
  tab.type('an answer')
  tab.settle()
  let lastWords = Promise.withResolvers<void>()
  let resumed = 0
  const sent: string[] = []
  const told: (string | null)[] = []
  const close = createClose(
    {
      getView: () => tab.view,
      send: (command) => {
        sent.push(`${command.type} ${'turnId' in command ? command.turnId : ''}`)
        tab.feed({ type: 'wished', command })
      },
    },
    { finish: () => lastWords.promise, resume: () => void resumed++ },
    (turnId) => void told.push(turnId),
  )
  const rest = () => new Promise((resolve) => setImmediate(resolve))
  return {
    room,
    tab,
    sent,
    told,
    close,
    countResumed: () => resumed,
    bringLastWords: async () => {
      lastWords.resolve()
      await rest()
      lastWords = Promise.withResolvers()
    },
  }
}

describe('closing an answer', () => {
  it('[CL1] waits for the last words, and takes them along', async () => {
    const { tab, room, sent, told, close, bringLastWords } = createRig()
    const turnId = tab.state.draft?.turnId
    close('answer:submit')
    expect(sent).toEqual([])
    expect(told).toEqual([turnId])
    room.speak('late.')
    tab.settle()
    await bringLastWords()
    expect(sent).toEqual([`answer:submit ${turnId}`])
    expect(told).toEqual([turnId, null])
    tab.settle()
    expect(room.getSession().turns.find(({ id }) => id === turnId)?.text).toBe('an answer late.')
  })

  it('[CL2] a second press meanwhile does nothing, whatever it is', async () => {
    const { tab, sent, close, bringLastWords } = createRig()
    const turnId = tab.state.draft?.turnId
    close('answer:submit')
    close('answer:submit')
    close('answer:unknown')
    await bringLastWords()
    expect(sent).toEqual([`answer:submit ${turnId}`])
    tab.settle()
    // The next answer is closed as ever.
    tab.type('another one')
    close('answer:submit')
    await bringLastWords()
    expect(sent).toHaveLength(2)
  })

  it('[CL3] nothing is sent to the next question where the answer was taken on the way', async () => {
    const { tab, room, sent, close, bringLastWords, countResumed } = createRig()
    const turnId = tab.state.draft?.turnId ?? ''
    close('answer:unknown')
    room.append({ type: 'turn_committed', index: 0, turnId, text: 'an answer', how: 'submitted', endedBy: 'silence' })
    room.append({ type: 'question_closed', index: 0, how: 'answered' })
    tab.settle()
    await bringLastWords()
    expect(sent).toEqual([])
    expect(countResumed()).toBe(1)
  })

  it('[CL4] where the interview was paused on the way the answer is recorded on', async () => {
    const { tab, room, sent, close, bringLastWords, countResumed } = createRig()
    close('answer:submit')
    room.append({ type: 'session_paused', by: 'candidate', since: room.now })
    tab.settle()
    await bringLastWords()
    expect({ sent, resumed: countResumed() }).toEqual({ sent: [], resumed: 1 })
  })
})
