// How to measure, drawn: where to put the hand, where to look. The words beside each picture say the same.
import type { ComponentChildren, JSX } from 'preact'

const Drawing = ({ children }: { children: ComponentChildren }): JSX.Element => (
  <svg class="how" viewBox="0 0 220 130" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{children}</svg>
)

/** A standing animal from its left side. */
const Body = (): JSX.Element => (
  <g class="how-body">
    <path d="M52 46c-4-7-6-14-6-20l10 7c3-1 8-1 11 0l9-7c1 7 0 13-3 18 3 6 6 9 14 10 18 2 46-1 64 2 11 2 16 8 18 15 6-3 12-10 14-22" />
    <path d="M52 46c-8 4-16 8-19 10-3 2-2 7 2 8 6 2 12 1 17 0 3 10 7 17 9 22v34h11V94c14 4 44 4 60 0l4 26h11l2-32c12-4 21-10 20-17" />
    <circle cx="53" cy="43" r="1.6" fill="currentColor" />
  </g>
)

const Spot = ({ x, y, r = 10 }: { x: number; y: number; r?: number }): JSX.Element => <g class="how-spot"><circle cx={x} cy={y} r={r} /><circle cx={x} cy={y} r={r + 7} class="ring" /></g>

const drawings: Readonly<Record<string, () => JSX.Element>> = {
  // A thermometer at the back.
  temperatureC: () => <Drawing><Body /><g class="how-tool"><path d="M168 76l34 8" stroke-width="6" /><path d="M190 81l14 3" stroke-width="9" /></g><Spot x={167} y={76} r={6} /></Drawing>,
  // A hand behind the left elbow.
  heartRate: () => <Drawing><Body /><Spot x={82} y={84} /><g class="how-tool"><path d="M90 124c-3-12-4-20-8-28-2-4 3-6 6-2l6 9 1-14c0-4 6-4 6 0l2 12 3-8c2-4 7-2 6 2l-4 29" /></g></Drawing>,
  // The flank rises and falls.
  respiratoryRate: () => <Drawing><Body /><Spot x={112} y={74} r={12} /><g class="how-tool"><path d="M112 40V28M107 33l5-6 5 6M112 108v12M107 115l5 6 5-6" /></g></Drawing>,
  usualRespiratoryRate: () => <Drawing><Body /><Spot x={112} y={74} r={12} /><g class="how-tool"><path d="M150 22c8-3 8-12 2-16 10 0 14 8 10 14-3 4-8 5-12 2z" /></g></Drawing>,
  // The lip is lifted, a finger presses the gum.
  capillaryRefillSeconds: () => (
    <Drawing>
      <path d="M30 40c30-20 100-22 150 4M30 40c-6 20 0 44 26 54 40 14 90 8 118-14 10-10 12-26 6-36" />
      <path d="M50 56c34-12 84-12 116 2v14c-34 12-84 14-116 2z" class="how-gum" />
      <path d="M62 75v8M78 78v10M96 79v8M114 78v11M132 76v8M150 73v7" />
      <Spot x={110} y={64} r={7} />
      <g class="how-tool"><path d="M118 70l30 30c8 8 20 4 24-2" stroke-width="7" /></g>
    </Drawing>
  ),
}

export const HowTo = ({ vital }: { vital: string }): JSX.Element | null => {
  const Picture = drawings[vital]
  return Picture ? <Picture /> : null
}
