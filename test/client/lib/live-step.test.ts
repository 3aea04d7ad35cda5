import { describe, expect, it } from 'vitest'
import { openTurn } from '../../../server/contract/fold-parts.ts'
import { FakeRoom, refuse } from './fake-room.ts'
import { FakeTab, openTab } from './fake-tab.ts'

describe('joining and following', () => {
  it('[LIS1] shows nothing before the first join is answered, then the session with the pen', () => {
    const room = new FakeRoom()
    const tab = new FakeTab(room, 'tab-one-1')
    expect(tab.view.connection).toBe('connecting')
    tab.settle()
    expect(tab.view).toMatchObject({ connection: 'live', pen: true, saved: true })
    expect(tab.view.session).toEqual(room.session)
  })

  it('[LIS2] passes over what it has, and asks again for what is missing', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    room.append({ type: 'session_paused', by: 'candidate', since: room.now })
    room.append({ type: 'session_resumed' })
    const [first, second] = tab.events.splice(0)
    if (first === undefined || second === undefined) throw new Error('no events')
    tab.feed(second)
    expect(tab.up).toHaveLength(1)
    tab.feed(first)
    tab.feed(first)
    tab.settle()
    expect(tab.view.session).toEqual(room.session)
  })

  it('[LIS3] a page of another version is told to load again, and does nothing more', () => {
    const tab = new FakeTab(new FakeRoom(), 'tab-one-1')
    tab.connect()
    tab.feed({ type: 'join_answered', join: 1, at: 0, kept: null, result: refuse('protocol_mismatch') })
    expect(tab.view).toMatchObject({ connection: 'refused', error: { code: 'protocol_mismatch' } })
    expect(tab.view.error?.message).toMatch(/load the page again/i)
    tab.up.length = 0
    tab.connect()
    expect(tab.up).toHaveLength(0)
  })

  it('[LIS4] an unknown session is refused for good, a server that is stopping is asked again', () => {
    const unknown = new FakeTab(new FakeRoom(), 'tab-one-1')
    unknown.connect()
    unknown.feed({ type: 'join_answered', join: 1, at: 0, kept: null, result: refuse('not_found') })
    expect(unknown.view.connection).toBe('refused')
    const early = new FakeTab(new FakeRoom(), 'tab-one-1')
    early.connect()
    early.feed({ type: 'join_answered', join: 1, at: 0, kept: null, result: refuse('shutting_down') })
    early.up.length = 0
    early.settle()
    expect(early.view.connection).toBe('live')
  })

  it('[LIS5] words of the interviewer follow each other; after a hole the committed event is waited for', () => {
    const tab = openTab(new FakeRoom())
    tab.feed({ type: 'spoke', offset: 0, delta: 'Tell ' })
    tab.feed({ type: 'spoke', offset: 5, delta: 'me' })
    tab.feed({ type: 'spoke', offset: 30, delta: 'lost' })
    expect(tab.view.spoken).toBe('Tell me')
    tab.feed({ type: 'spoke', offset: 0, delta: 'Anew' })
    expect(tab.view.spoken).toBe('Anew')
  })

  it('[LIS6] the committed turn takes the place of the spoken words, a splice of the answer does not', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.feed({ type: 'spoke', offset: 0, delta: 'In other' })
    tab.type('x')
    tab.settle()
    expect(tab.view.spoken).toBe('In other')
    room.append({ type: 'rephrase_requested', index: 0 })
    tab.settle()
    expect(tab.view.spoken).toBe('')
  })
})

describe('typing', () => {
  it('[LIS7] reaches the server, and is saved only when it was acknowledged', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('Hello')
    expect(tab.view.saved).toBe(false)
    expect(tab.up).toHaveLength(0)
    tab.due()
    tab.deliverUp()
    expect(room.draft).toBe('Hello')
    expect(tab.view.saved).toBe(false)
    tab.settle()
    expect(tab.view.saved).toBe(true)
  })

  it('[LIS8] emits nothing while the connection is away, and one change brings it all when it is back', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.disconnect()
    for (const text of ['a', 'ab', 'abc']) tab.type(text)
    tab.due()
    expect(tab.up).toHaveLength(0)
    expect(tab.view).toMatchObject({ connection: 'offline', saved: false })
    const before = room.log.length
    tab.settle()
    expect(room.log.slice(before)).toMatchObject([{ type: 'draft_copied', text: 'abc' }])
  })

  it('[LIS9] a reload before anything was sent loses no character', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('not sent yet')
    tab.reload()
    tab.settle()
    expect(tab.view.draft?.text).toBe('not sent yet')
    expect(room.draft).toBe('not sent yet')
  })

  it('[LIS9] a reload before a splice was answered, the change taken back meanwhile, ends with what stands in the field', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('abc')
    tab.settle()
    tab.type('axc')
    tab.due()
    tab.type('abc')
    tab.reload()
    tab.settle()
    expect(room.draft).toBe('abc')
    expect(tab.view.draft?.text).toBe('abc')
  })

  it('[LIS9] after a lost connection the next turn is open, though the last answer waits for its acknowledgement', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('done')
    tab.due()
    tab.submit()
    tab.disconnect(2)
    tab.connect()
    tab.deliverUp()
    tab.deliverAnswer()
    expect(tab.view.draft).toMatchObject({ text: '', closing: null })
  })

  it('[LIS10] a text from elsewhere that is newer by more than a moment wins, and this one is offered', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.disconnect()
    tab.type('written on the train')
    room.now += 60_000
    room.append({
      type: 'draft_copied',
      turnId: openTurn(room.getSession().phase)?.turnId ?? '',
      text: 'written at home',
    })
    tab.settle()
    expect(tab.view.draft).toMatchObject({ text: 'written at home', other: 'written on the train' })
    expect(tab.kept?.text).toBe('written on the train')
    expect(room.draft).toBe('written at home')
  })

  it('[LIS18] text for an answer that was handed in elsewhere meanwhile is shown, not lost', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.disconnect()
    tab.type('written on the train')
    const other = new FakeTab(room, 'tab-two-2')
    other.settle()
    other.type('handed in at home')
    other.submit()
    other.settle()
    tab.settle()
    expect(tab.view).toMatchObject({ orphan: 'written on the train', draft: { text: '' } })
    expect(tab.kept?.text).toBe('written on the train')
    tab.feed({ type: 'dismissed' })
    expect(tab.view.orphan).toBeNull()
    expect(tab.kept).toBeNull()
  })

  it('[LIS18] the own answer, handed in before the connection was lost, is no lost text', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('done')
    tab.submit()
    tab.disconnect(1)
    tab.settle()
    expect(tab.view.orphan).toBeNull()
  })

  it('[LIS11] a draft that the server refuses as different is sent whole', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('abc')
    tab.settle()
    room.append({ type: 'draft_copied', turnId: tab.state.draft?.turnId ?? '', text: 'something else' })
    tab.type('abcd')
    tab.settle()
    expect(room.draft).toBe('abcd')
    expect(tab.view).toMatchObject({ saved: true, error: null })
  })

  it('[LIS12] a full disk is said, the text stays, and it arrives when there is room again', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    room.faults = ['storage_full', 'storage_full']
    tab.type('kept')
    tab.due()
    tab.deliverUp()
    tab.deliverAnswer()
    expect(tab.view).toMatchObject({ saved: false, error: { code: 'storage_full' } })
    tab.settle()
    expect(room.draft).toBe('kept')
    expect(tab.view).toMatchObject({ saved: true, error: null })
  })
})

describe('numbers', () => {
  it('[LIS16] a join that was answered before a command in front of it does not give its number away twice', () => {
    const room = new FakeRoom()
    const tab = openTab(room)
    tab.type('a')
    tab.due()
    room.append({ type: 'session_paused', by: 'candidate', since: room.now })
    tab.events.shift()
    room.append({ type: 'session_resumed' })
    tab.deliverEvent()
    tab.joinOvertakes()
    tab.deliverUp()
    tab.deliverUp()
    tab.answers.reverse()
    tab.deliverAnswer()
    tab.deliverAnswer()
    tab.type('ab')
    tab.settle()
    expect(room.draft).toBe('ab')
  })

  it('[LIS17] an answer from an earlier connection settles nothing on this one', () => {
    const tab = openTab(new FakeRoom())
    tab.type('a')
    tab.due()
    const [item] = tab.state.outbox.items
    const { connection } = tab.state
    tab.disconnect()
    tab.connect()
    tab.deliverUp()
    tab.deliverAnswer()
    tab.deliverAnswer()
    tab.feed({ type: 'answered', connection, clientSeq: item?.clientSeq ?? 0, result: { ok: true, seq: 1 } })
    expect(tab.state.outbox.items).toContainEqual(item)
  })
})

describe('two tabs', () => {
  it('[LIS13] the newest tab writes; the older one watches, and can take the pen back', () => {
    const room = new FakeRoom()
    const older = openTab(room)
    older.type('first')
    older.settle()
    const newer = openTab(room, 'tab-two-2')
    older.feed({ type: 'pen_moved', pen: false, penHeld: true })
    older.type('nothing happens')
    newer.type('first and second')
    newer.settle()
    older.settle()
    expect(older.view).toMatchObject({ pen: false, draft: { text: 'first and second' } })
    older.feed({ type: 'took_pen' })
    older.settle()
    newer.feed({ type: 'pen_moved', pen: false, penHeld: true })
    older.type('first and third')
    older.settle()
    expect(room.draft).toBe('first and third')
  })

  it('[LIS14] a tab that lost the pen unawares learns it from a refusal, and rejoins only to view', () => {
    const room = new FakeRoom()
    const older = openTab(room)
    openTab(room, 'tab-two-2')
    older.type('lost race')
    older.settle()
    expect(older.view).toMatchObject({ pen: false, error: null })
    older.disconnect()
    older.settle()
    expect(room.pen).toBe('tab-two-2')
  })

  it('[LIS19] a tab that watches knows when nobody writes, and goes on once the pen is asked for', () => {
    const room = new FakeRoom()
    const older = openTab(room)
    openTab(room, 'tab-two-2')
    older.feed({ type: 'pen_moved', pen: false, penHeld: true })
    expect(older.view).toMatchObject({ pen: false, penHeld: true })
    older.feed({ type: 'pen_moved', pen: false, penHeld: false })
    expect(older.view).toMatchObject({ pen: false, penHeld: false })
    older.feed({ type: 'took_pen' })
    older.settle()
    expect(older.view).toMatchObject({ pen: true, penHeld: true })
  })
})
