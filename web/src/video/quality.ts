// What the browser's own statistics say of the last seconds.

/** As the API takes it: what this end received. */
export interface Quality {
  readonly lossPercent: number
  readonly roundTripMs: number
  readonly kbit: number
  readonly frozenSeconds: number
}

/** Counters at one moment; two of them make a quality. */
export interface Counters {
  readonly at: number
  readonly bytes: number
  readonly packets: number
  readonly lost: number
  readonly frames: number
  readonly frozen: number
  readonly roundTrip: number
}

type Inbound = RTCInboundRtpStreamStats & { totalFreezesDuration?: number }

export function count(report: RTCStatsReport): Counters {
  let [at, bytes, packets, lost, frames, frozen, roundTrip] = [performance.now(), 0, 0, 0, 0, 0, 0]
  for (const one of report.values() as Iterable<RTCStats>) {
    if (one.type === 'inbound-rtp') {
      const inbound = one as Inbound
      bytes += inbound.bytesReceived ?? 0
      packets += inbound.packetsReceived ?? 0
      lost += inbound.packetsLost ?? 0
      frames += inbound.framesDecoded ?? 0
      frozen += inbound.totalFreezesDuration ?? 0
    } else if (one.type === 'candidate-pair') {
      const pair = one as RTCIceCandidatePairStats
      if (pair.nominated && pair.state === 'succeeded') roundTrip = Math.max(roundTrip, pair.currentRoundTripTime ?? 0)
    }
  }
  return { at, bytes, packets, lost, frames, frozen, roundTrip }
}

/** @param picture whether a picture is meant to come: a camera that is switched off freezes nothing. */
export function between(before: Counters, now: Counters, picture: boolean): Quality {
  const seconds = Math.max((now.at - before.at) / 1_000, 0.001)
  const lost = Math.max(now.lost - before.lost, 0)
  const packets = Math.max(now.packets - before.packets, 0)
  // No browser counts a freeze before it is over, and some never do: no frame at all stands still for the whole time.
  const frozen = !picture ? 0 : now.frames === before.frames ? seconds : Math.min(Math.max(now.frozen - before.frozen, 0), seconds)
  return {
    lossPercent: packets + lost === 0 ? 0 : round((100 * lost) / (packets + lost)),
    roundTripMs: round(now.roundTrip * 1_000),
    kbit: round((Math.max(now.bytes - before.bytes, 0) * 8) / 1_000 / seconds),
    frozenSeconds: round(frozen),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
