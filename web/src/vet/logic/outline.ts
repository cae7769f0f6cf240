// The outline of a wound in the pixels of a picture: drawn by hand or point by point, kept inside the picture, never crossing itself.

export interface Dot {
  readonly x: number
  readonly y: number
}

/** Where a rectangle on the screen shows the whole picture. */
export interface Shown {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The API takes from 3 to 500 points. */
export const least = 3
export const most = 500

/** A place on the screen in pixels of the picture, kept inside it, to a tenth. */
export function toPicture(at: Dot, shown: Shown, width: number, height: number): Dot {
  const place = (value: number, from: number, size: number, limit: number): number =>
    Math.round(Math.min(limit, Math.max(0, ((value - from) / size) * limit)) * 10) / 10
  return { x: place(at.x, shown.left, shown.width, width), y: place(at.y, shown.top, shown.height, height) }
}

/** The part of a picture that is shown: all of it, or a part around a point, never beyond its edges. */
export function windowOf(width: number, height: number, zoom: number, around: Dot): Shown {
  const [w, h] = [width / zoom, height / zoom]
  const keep = (middle: number, size: number, limit: number): number => Math.min(limit - size, Math.max(0, middle - size / 2))
  return { left: keep(around.x, w, width), top: keep(around.y, h, height), width: w, height: h }
}

/** Where the whole picture would lie on the screen, when `box` on the screen shows only this window of it. */
export function wholeOf(box: Shown, of: Shown, width: number, height: number): Shown {
  const scale = box.width / of.width
  return { left: box.left - of.left * scale, top: box.top - of.top * scale, width: width * scale, height: height * scale }
}

export const distance = (a: Dot, b: Dot): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Area inside, in square pixels. */
export const areaOf = (dots: readonly Dot[]): number =>
  Math.abs(dots.reduce((sum, a, i) => { const b = dots[(i + 1) % dots.length]!; return sum + a.x * b.y - b.x * a.y }, 0)) / 2

const turn = (a: Dot, b: Dot, c: Dot): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

const crosses = (a: Dot, b: Dot, c: Dot, d: Dot): boolean => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0

/** Whether two sides of the closed outline cross. */
export function crossesItself(dots: readonly Dot[]): boolean {
  const n = dots.length
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++)
      if ((j + 1) % n !== i && crosses(dots[i]!, dots[(i + 1) % n]!, dots[j]!, dots[(j + 1) % n]!)) return true
  return false
}

export type OutlineFault = 'few' | 'flat' | 'crossed'

/** Why this outline cannot be measured; null when it can. */
export const outlineFault = (dots: readonly Dot[]): OutlineFault | null =>
  dots.length < least ? 'few' : crossesItself(dots) ? 'crossed' : areaOf(dots) < 25 ? 'flat' : null

/** The points that matter of a line that a hand drew (Douglas and Peucker): none of the others lies farther than `tolerance` from what is left. */
export function simplified(line: readonly Dot[], tolerance: number): Dot[] {
  if (line.length < 3) return [...line]
  const [first, last] = [line[0]!, line[line.length - 1]!]
  let [farthest, at] = [0, 0]
  for (let i = 1; i < line.length - 1; i++) {
    const off = fromSegment(line[i]!, first, last)
    if (off > farthest) [farthest, at] = [off, i]
  }
  if (farthest <= tolerance) return [first, last]
  return [...simplified(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplified(line.slice(at), tolerance)]
}

/** A hand-drawn closed line as an outline that can be sent. */
export function drawn(line: readonly Dot[], tolerance = 1.5): Dot[] {
  for (let wanted = tolerance; ; wanted *= 2) {
    // A closed line begins where it ends, so its farthest point splits it in two open ones.
    const far = line.reduce((best, dot, i) => (distance(dot, line[0]!) > distance(line[best]!, line[0]!) ? i : best), 0)
    const made = [...simplified(line.slice(0, far + 1), wanted).slice(0, -1), ...simplified(line.slice(far), wanted)]
    if (made.length > 1 && distance(made[0]!, made[made.length - 1]!) <= Math.max(wanted * 4, 6)) made.pop()
    if (made.length <= most) return made
  }
}

/** How far a point lies from a side. */
export function fromSegment(dot: Dot, a: Dot, b: Dot): number {
  const length = distance(a, b) ** 2
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((dot.x - a.x) * (b.x - a.x) + (dot.y - a.y) * (b.y - a.y)) / length))
  return distance(dot, { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) })
}

/** The point within reach of a place; -1 for none. */
export function dotAt(dots: readonly Dot[], at: Dot, reach: number): number {
  let [found, nearest] = [-1, reach]
  dots.forEach((dot, i) => {
    const off = distance(dot, at)
    if (off <= nearest) [found, nearest] = [i, off]
  })
  return found
}

/** The outline with a new point: on the side that it lies nearest to once the outline is closed enough to have sides, else at the end. */
export function withDot(dots: readonly Dot[], at: Dot, reach: number): Dot[] {
  if (dots.length >= most) return [...dots]
  if (dots.length >= least) {
    let [side, nearest] = [-1, reach]
    dots.forEach((dot, i) => {
      const off = fromSegment(at, dot, dots[(i + 1) % dots.length]!)
      if (off < nearest) [side, nearest] = [i, off]
    })
    if (side >= 0) return [...dots.slice(0, side + 1), at, ...dots.slice(side + 1)]
  }
  return [...dots, at]
}
