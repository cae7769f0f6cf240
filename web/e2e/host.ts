// Starts the product on this machine for the tests, with a folder of its own, and waits until it serves the pages.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const settings = ['--Fees:Prices:telemedicine=4900', '--Fees:WaiveWithinMinutes=10']

/** `HOST` names a host that runs already; it should be a fresh one. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env['HOST']) return async () => undefined
  const built = ['Debug', 'Release'].map(of => join(root, 'local', 'bin', of, 'net10.0', 'local.dll')).find(existsSync)
  if (!built) throw new Error('Build the local host first: dotnet build local')
  const data = mkdtempSync(join(tmpdir(), 'vetvisits-e2e-'))
  const host = spawn('dotnet', [built, '--port', '0', '--data', data, ...settings], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const ended = new Promise<void>(done => host.once('exit', () => done()))
  process.env['HOST'] = await new Promise<string>((found, lost) => {
    const hear = (text: Buffer): void => {
      said = (said + text.toString()).slice(-20_000)
      const address = /listening on (http:\/\/\S+?)\/?\s/.exec(said)?.[1]
      if (address) found(address)
    }
    host.stdout.on('data', hear)
    host.stderr.on('data', hear)
    void ended.then(() => lost(new Error(`The host ended:\n${said}`)))
  })
  await pages(process.env['HOST'], () => said)
  return async () => {
    host.kill('SIGTERM')
    const late = setTimeout(() => host.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(late)
    rmSync(data, { recursive: true, force: true })
  }
}

/** The host builds the pages in the background and answers 503 until it has. */
async function pages(address: string, said: () => string): Promise<void> {
  for (const until = Date.now() + 300_000; Date.now() < until; await new Promise(done => setTimeout(done, 500))) {
    const answer = await fetch(address)
    const text = await answer.text()
    if (answer.ok) return
    if (text.includes('could not be built')) throw new Error(`${text}\n${said()}`)
  }
  throw new Error(`The pages were not built in five minutes.\n${said()}`)
}
