import { describe, expect, it } from 'vitest'
import { between, type Counters } from './quality'

const before: Counters = { at: 0, bytes: 0, packets: 0, lost: 0, frames: 0, frozen: 0, roundTrip: 0.05 }
const after = (more: Partial<Counters>): Counters => ({ ...before, at: 5_000, bytes: 625_000, packets: 500, frames: 150, ...more })

describe('what the last seconds were like', () => {
  it('counts what came', () => expect(between(before, after({}), true)).toEqual({ lossPercent: 0, roundTripMs: 50, kbit: 1_000, frozenSeconds: 0 }))
  it('a share of what was sent is lost', () => expect(between(before, after({ packets: 75, lost: 25 }), true).lossPercent).toBe(25))
  it('no frame at all stands still for the whole time', () => expect(between(before, after({ frames: 0 }), true).frozenSeconds).toBe(5))
  it('a camera that is switched off freezes nothing', () => expect(between(before, after({ frames: 0 }), false).frozenSeconds).toBe(0))
  it('a packet that comes late is no gain', () => expect(between({ ...before, lost: 9 }, after({ lost: 2 }), true).lossPercent).toBe(0))
})
