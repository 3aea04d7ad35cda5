import { describe, expect, it } from 'vitest'
import { checkSession, loadSimulation, shippedRoles, simulate, withoutFollowUps } from '../support/simulate.ts'

loadSimulation()

describe('simulated interviews', () => {
  it('[SI1] seeds 1 to 100: nothing asked twice, at most two follow-ups a question, nothing given away', async () => {
    let followUps = 0
    for (const role of shippedRoles()) {
      for (let seed = 1; seed <= 100; seed++) followUps += checkSession(await simulate(role, seed), seed)
    }
    expect(followUps).toBeGreaterThan(100)
  })

  it('[SI2] the same with an imported role, whose follow-ups are made from templates', async () => {
    let followUps = 0
    for (const role of shippedRoles()) {
      for (let seed = 1; seed <= 50; seed++)
        followUps += checkSession(await simulate(withoutFollowUps(role), seed), seed)
    }
    expect(followUps).toBeGreaterThan(50)
  })

  it('[SI3] same seed, same answers: the same words', async () => {
    const role = shippedRoles()[0]
    if (role === undefined) throw new Error('the bank is empty')
    expect((await simulate(role, 11)).turns).toEqual((await simulate(role, 11)).turns)
  })
})
