import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetSession } from '../../../client/lib/stored.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A browser's storage with these keys. */
function store(...keys: string[]): Map<string, string> {
  const kept = new Map(keys.map((key) => [key, 'words']))
  const localStorage = {
    get length() {
      return kept.size
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('window', { localStorage })
  return kept
}

describe('what a browser keeps of a session', () => {
  it('[FG1] goes with it: what was typed, and every note that was begun; nothing of another session, no choice', () => {
    const others = ['greenroom.text.b', 'greenroom.why.b.0.one', 'greenroom.speech']
    const kept = store('greenroom.text.a', 'greenroom.why.a.0.one', ...others, 'greenroom.why.a.1.criterion.structure')
    forgetSession('a')
    expect([...kept.keys()]).toEqual(others)
  })

  it('[FG2] nothing happens where a browser keeps nothing', () => {
    vi.stubGlobal('window', {
      get localStorage() {
        throw new Error('refused')
      },
    })
    expect(() => forgetSession('a')).not.toThrow()
  })
})
