import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenForKeys, type RoomKeyActions } from '../../../../client/features/room/room-keys.ts'

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
}
const nothing = () => undefined

function listen() {
  const talks: boolean[] = []
  const actions: RoomKeyActions = {
    onSubmit: nothing,
    onTranscript: nothing,
    onFocusMode: nothing,
    onLeaveFocusMode: nothing,
    onPause: nothing,
    onHold: nothing,
    onMicrophone: nothing,
    onRepeat: nothing,
    onTalk: (isDown) => talks.push(isDown),
  }
  return { talks, stop: listenForKeys(actions) }
}

function key(type: 'keydown' | 'keyup', more: { repeat?: boolean } = {}): Event {
  return Object.assign(new Event(type, { cancelable: true }), { key: ' ', ...more })
}

describe('the key of push-to-talk', () => {
  let page: Page
  beforeEach(() => {
    page = new Page()
    vi.stubGlobal('window', new EventTarget())
    vi.stubGlobal('document', page)
    vi.stubGlobal('HTMLElement', class {})
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('[RKY1] is down until it comes up', () => {
    const { talks } = listen()
    window.dispatchEvent(key('keydown'))
    window.dispatchEvent(key('keydown', { repeat: true }))
    expect(talks).toEqual([true])
    window.dispatchEvent(key('keyup'))
    expect(talks).toEqual([true, false])
  })

  it('[RKY2] is let go when the window loses the focus: where it comes up then is not heard here', () => {
    const { talks } = listen()
    window.dispatchEvent(key('keydown'))
    window.dispatchEvent(new Event('blur'))
    expect(talks).toEqual([true, false])
    // Back again with the key still down: only another press counts.
    window.dispatchEvent(key('keydown', { repeat: true }))
    expect(talks).toEqual([true, false])
  })

  it('[RKY3] is let go when the page is hidden, not when it is shown', () => {
    const { talks } = listen()
    window.dispatchEvent(key('keydown'))
    page.dispatchEvent(new Event('visibilitychange'))
    expect(talks).toEqual([true])
    page.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(talks).toEqual([true, false])
  })

  it('[RKY4] is listened for no longer once the room is left', () => {
    const { talks, stop } = listen()
    stop()
    window.dispatchEvent(key('keydown'))
    window.dispatchEvent(new Event('blur'))
    page.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(talks).toEqual([])
  })
})
