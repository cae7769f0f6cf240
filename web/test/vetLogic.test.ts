import { describe, expect, it } from 'vitest'
import { clock, isTold, secondsLeft, shareLeft, skewOf } from '../src/vet/logic/countdown'
import { dayShown, faultOf, type Hours, nextChange, weekShown } from '../src/vet/logic/hours'
import { areaOf, crossesItself, dotAt, drawn, outlineFault, toPicture, withDot } from '../src/vet/logic/outline'
import { clockChangeOn, lengthOf, mondayOf, momentOf, offsetAt, plusDays, weekday, worked } from '../src/vet/logic/zone'

describe('the countdown of an offer', () => {
  it('is told aloud three times', () => expect(Array.from({ length: 46 }, (_, seconds) => seconds).filter(isTold)).toEqual([5, 15, 30]))
  const until = '2026-11-25T20:00:45Z'
  const at = (text: string): number => Date.parse(text)
  it('counts whole seconds and stops at none', () => {
    expect(secondsLeft(until, at('2026-11-25T20:00:00Z'))).toBe(45)
    expect(secondsLeft(until, at('2026-11-25T20:00:44.200Z'))).toBe(1)
    expect(secondsLeft(until, at('2026-11-25T20:01:00Z'))).toBe(0)
  })
  it('goes by the server, not by a device whose clock is wrong', () => {
    const device = at('2026-11-25T19:57:00Z')
    const skew = skewOf('Wed, 25 Nov 2026 20:00:00 GMT', device)
    expect(skew).toBe(180_000)
    expect(secondsLeft(until, device, skew)).toBe(45)
  })
  it('believes the device where the header is missing, is no date, or differs by less than it can say', () => {
    expect(skewOf(null, 0)).toBe(0)
    expect(skewOf('soon', 0)).toBe(0)
    expect(skewOf('Wed, 25 Nov 2026 20:00:00 GMT', at('2026-11-25T20:00:00.700Z'))).toBe(0)
  })
  it('shows a clock and a share of the whole', () => {
    expect([clock(45), clock(65), clock(0)]).toEqual(['0:45', '1:05', '0:00'])
    expect(shareLeft(until, 90, at('2026-11-25T20:00:00Z'))).toBe(0.5)
    expect(shareLeft(until, 90, at('2026-11-25T21:00:00Z'))).toBe(0)
  })
})

describe('local days', () => {
  it.each([
    ['America/New_York', '2026-03-08', { kind: 'gap', from: 120, to: 180 }, 1380],
    ['America/New_York', '2026-11-01', { kind: 'overlap', from: 60, to: 120 }, 1500],
    ['Europe/Berlin', '2026-03-29', { kind: 'gap', from: 120, to: 180 }, 1380],
    ['Europe/Berlin', '2026-10-25', { kind: 'overlap', from: 120, to: 180 }, 1500],
    ['Australia/Lord_Howe', '2026-04-05', { kind: 'overlap', from: 90, to: 120 }, 1470],
    ['Australia/Lord_Howe', '2026-10-04', { kind: 'gap', from: 120, to: 150 }, 1410],
    // The clock skips the midnight itself.
    ['Africa/Cairo', '2026-04-24', { kind: 'gap', from: 0, to: 60 }, 1380],
  ] as const)('%s changes on %s', (zone, date, change, length) => {
    expect(lengthOf(zone, date)).toBe(length)
    expect(clockChangeOn(zone, date)).toEqual(change)
  })
  it('do not change on an ordinary day, nor where there is no summer time', () => {
    expect(clockChangeOn('America/New_York', '2026-03-09')).toBeNull()
    expect(clockChangeOn('America/Phoenix', '2026-03-08')).toBeNull()
    expect(clockChangeOn('Asia/Kolkata', '2026-10-25')).toBeNull()
  })
  it('have a first and no second moment for an hour that comes twice', () => {
    expect(new Date(momentOf('America/New_York', '2026-11-01', 90)).toISOString()).toBe('2026-11-01T05:30:00.000Z')
  })
  it('go on where an hour is skipped', () => {
    expect(new Date(momentOf('America/New_York', '2026-03-08', 150)).toISOString()).toBe('2026-03-08T07:00:00.000Z')
  })
  it('hold for wall-clock hours what they hold in truth', () => {
    expect(worked('America/New_York', '2026-03-08', 60, 240)).toBe(120)
    expect(worked('America/New_York', '2026-03-08', 130, 170)).toBe(0)
    expect(worked('America/New_York', '2026-11-01', 0, 240)).toBe(300)
    expect(worked('America/New_York', '2026-11-02', 540, 1020)).toBe(480)
  })
  it('round-trip with the zone for every hour of a year', () => {
    for (const zone of ['America/Los_Angeles', 'Europe/London', 'Asia/Kathmandu', 'Pacific/Auckland'])
      for (let day = 0; day < 365; day += 5)
        for (const minute of [0, 61, 600, 1439]) {
          const date = plusDays('2026-01-01', day)
          const at = momentOf(zone, date, minute)
          const shown = new Date(at + offsetAt(zone, at) * 60_000).toISOString()
          const change = clockChangeOn(zone, date)
          if (change?.kind !== 'gap' || minute < change.from || minute >= change.to) expect(shown).toBe(new Date(Date.parse(`${date}T00:00:00Z`) + minute * 60_000).toISOString())
        }
  })
  it('know their week', () => {
    expect(weekday('2026-11-25')).toBe(2)
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('hours', () => {
  const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  const hours: Hours = {
    zone: 'America/New_York',
    weekly: { ...none, monday: [{ from: '09:00', to: '17:00' }], sunday: [{ from: '00:00', to: '00:00' }] },
    exceptions: [{ date: '2026-03-02', hours: [] }],
  }
  it('of a date are the exception where there is one', () => {
    expect(dayShown(hours, '2026-03-02')).toMatchObject({ spans: [], isException: true, worked: 0 })
    expect(dayShown(hours, '2026-03-09')).toMatchObject({ isException: false, worked: 480 })
  })
  it('of a week with a clock change say how long they really are', () => {
    const sunday = weekShown(hours, '2026-03-02')[6]!
    expect(sunday).toMatchObject({ date: '2026-03-08', worked: 1380, change: { kind: 'gap', from: 120, to: 180 } })
  })
  it('find the next change', () => {
    expect(nextChange('America/New_York', '2026-01-15')).toBe('2026-03-08')
    expect(nextChange('America/Phoenix', '2026-01-15')).toBeNull()
  })
  it('say what is wrong before they are sent', () => {
    expect(faultOf([{ from: '09:00', to: '00:00' }])).toBeNull()
    expect(faultOf([{ from: '09:00', to: '08:00' }])).toBe('order')
    expect(faultOf([{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }])).toBe('overlap')
    expect(faultOf([{ from: '13:00', to: '17:00' }, { from: '09:00', to: '13:00' }])).toBeNull()
  })
})

describe('the outline of a wound', () => {
  const square = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: 0, y: 100 }]
  it('is in pixels of the picture, whatever its size on the screen, and stays inside it', () => {
    const shown = { left: 10, top: 20, width: 400, height: 300 }
    expect(toPicture({ x: 210, y: 170 }, shown, 1600, 1200)).toEqual({ x: 800, y: 600 })
    expect(toPicture({ x: -50, y: 9999 }, shown, 1600, 1200)).toEqual({ x: 0, y: 1200 })
  })
  it('has an area', () => expect(areaOf(square)).toBe(10_000))
  it('may not cross itself, lie flat or have too few points', () => {
    expect(crossesItself(square)).toBe(false)
    expect(outlineFault(square)).toBeNull()
    expect(outlineFault([square[0]!, square[2]!, square[1]!, square[3]!])).toBe('crossed')
    expect(outlineFault(square.slice(0, 2))).toBe('few')
    expect(outlineFault([{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 100, y: 0.2 }])).toBe('flat')
  })
  it('keeps what matters of a line that a hand drew', () => {
    const circle = Array.from({ length: 2000 }, (_, i) => ({ x: 500 + 200 * Math.cos((i / 2000) * 2 * Math.PI), y: 500 + 200 * Math.sin((i / 2000) * 2 * Math.PI) }))
    const kept = drawn(circle)
    expect(kept.length).toBeGreaterThan(12)
    expect(kept.length).toBeLessThan(200)
    expect(Math.abs(areaOf(kept) / (Math.PI * 200 * 200) - 1)).toBeLessThan(0.01)
    expect(outlineFault(kept)).toBeNull()
  })
  it('never has more points than the API takes', () => {
    const jagged = Array.from({ length: 1500 }, (_, i) => ({ x: 800 + (i % 2 === 0 ? 700 : 500) * Math.cos((i / 1500) * 2 * Math.PI), y: 600 + (i % 2 === 0 ? 500 : 300) * Math.sin((i / 1500) * 2 * Math.PI) }))
    expect(drawn(jagged).length).toBeLessThanOrEqual(500)
  })
  it('takes a new point into the side that it lies on, else at the end', () => {
    expect(withDot(square, { x: 50, y: 2 }, 8)).toEqual([square[0], { x: 50, y: 2 }, ...square.slice(1)])
    expect(withDot(square.slice(0, 2), { x: 50, y: 2 }, 8)).toHaveLength(3)
    expect(withDot(square, { x: 50, y: 50 }, 8)[4]).toEqual({ x: 50, y: 50 })
  })
  it('finds the point under a finger', () => {
    expect(dotAt(square, { x: 97, y: 3 }, 10)).toBe(1)
    expect(dotAt(square, { x: 50, y: 50 }, 10)).toBe(-1)
  })
})
