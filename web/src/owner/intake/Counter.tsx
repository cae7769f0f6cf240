import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../ui/parts'
import { number } from '../../ui/time'
import { w } from '../words'

const t = w.counter

/** Counts taps for some seconds and makes a rate a minute of them: for breaths and heartbeats. The space bar taps as well. */
export function Counter({ seconds, unit, onDone }: { seconds: number; unit: string; onDone: (perMinute: number) => void }): JSX.Element {
  const [taps, setTaps] = useState(0)
  const [left, setLeft] = useState<number | null>(null)
  const [result, setResult] = useState<number | null>(null)
  const counted = useRef(0)
  useEffect(() => {
    if (left === null) return
    if (left === 0) {
      const rate = Math.round((counted.current * 60) / seconds)
      setResult(rate)
      setLeft(null)
      onDone(rate)
      return
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  const begin = (): void => {
    counted.current = 0
    setTaps(0)
    setResult(null)
    setLeft(seconds)
  }
  return (
    <div class="counter">
      {left === null
        ? <Button kind="second" onClick={begin}>{result === null ? t.start(seconds) : t.again}</Button>
        : <button type="button" class="tap" onClick={() => setTaps((counted.current += 1))}><span class="tap-count numbers">{taps}</span><span>{t.tap}</span><span class="small">{t.left(left)}</span></button>}
      <p role="status" class="strong">{result !== null && `${number(result, 0)} ${unit}`}</p>
      {left !== null && <progress class="bar-of" max={seconds} value={seconds - left} aria-label={t.left(left)} />}
    </div>
  )
}
