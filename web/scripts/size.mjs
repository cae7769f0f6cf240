// The first load: what index.html names, and what those files import at once. Fails above the limit.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const limit = 150 * 1024
const dist = join(import.meta.dirname, '..', 'dist')
const html = readFileSync(join(dist, 'index.html'), 'utf8')
const seen = new Map([['index.html', gzipSync(html).length]])
const queue = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(m => m[1])
while (queue.length > 0) {
  const file = queue.pop()
  if (seen.has(file)) continue
  const text = readFileSync(join(dist, file), 'utf8')
  seen.set(file, gzipSync(text).length)
  for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) queue.push(`assets/${next}`)
}
const total = [...seen.values()].reduce((a, b) => a + b, 0)
for (const [file, bytes] of seen) console.log(`${String(bytes).padStart(8)} ${file}`)
console.log(`${String(total).padStart(8)} first load, gzipped (at most ${limit})`)
if (total > limit) process.exit(1)
