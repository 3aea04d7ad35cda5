import { describe, expect, it } from 'vitest'
import { checkSession, loadSimulation, shippedRoles, simulate } from '../support/simulate.ts'

loadSimulation()

/** A file of its own, so that two processors share the work. */
describe('more simulated interviews', () => {
  it('[SIM1] seeds 101 to 200: nothing asked twice, at most two follow-ups a question, nothing given away', async () => {
    let followUps = 0
    for (const role of shippedRoles()) {
      for (let seed = 101; seed <= 200; seed++) followUps += checkSession(await simulate(role, seed), seed)
    }
    expect(followUps).toBeGreaterThan(100)
  })
})
