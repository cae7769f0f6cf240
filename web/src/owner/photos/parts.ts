// A photo goes in parts: where the line broke it goes on, and no more than one part is sent twice.
import type { Schemas } from '../../api/client'

export interface Part {
  readonly from: number
  /** Behind the last byte. */
  readonly to: number
  /** As the API asks for it: `bytes 0-262143/600000`. */
  readonly range: string
}

/** The part to send next. Where all bytes are there but the whole is not, the last part is sent once more: it completes the photo. */
export function nextPart(size: number, { bytes, partBytes }: Pick<Schemas['PhotoParts'], 'bytes' | 'partBytes'>): Part {
  const last = Math.floor((size - 1) / partBytes) * partBytes
  const from = Math.min(bytes - (bytes % partBytes), last)
  const to = Math.min(from + partBytes, size)
  return { from, to, range: `bytes ${from}-${to - 1}/${size}` }
}
