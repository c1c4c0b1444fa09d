import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProcess } from '../cli/support/runProcess.ts'
import { serveNode } from '../cli/support/serveNode.ts'
import { copiedPaths, dockerfileSteps } from './dockerfileSteps.ts'

// Compiling better-sqlite3 takes minutes where no ready binary can be downloaded: `.ci/run` sets PLIMSOLL_SLOW.
const isSlow = process.env.PLIMSOLL_SLOW === '1'
const buildMs = 900_000

let root = ''

beforeAll(async () => {
  if (isSlow) root = await mkdtemp(join(tmpdir(), 'plimsoll-image-'))
})

afterAll(async () => {
  if (isSlow) await rm(root, { recursive: true })
})

/** The image's absolute paths, moved under the test's folder. */
const moved = (text: string) => text.replace(/(?<=^|[ "])\/(app|data|config)\b/g, `${root}/$1`)

// No Docker engine runs here, so the lines run with this machine's Node; the base images are not covered.
test.skipIf(!isSlow)(
  'default: the RUN lines build a program that the CMD line starts',
  async () => {
    const app = join(root, 'app')
    await mkdir(app)
    for (const step of dockerfileSteps().filter(({ stage }) => stage === 0)) {
      for (const path of copiedPaths(step)?.from ?? []) {
        await cp(path, join(app, path), { recursive: true })
      }
      if (step.instruction !== 'RUN') continue
      const { exitCode, err } = await runProcess('sh', ['-c', moved(step.value)], { cwd: app })
        .ended
      expect({ line: step.value, exitCode, err: exitCode === 0 ? '' : err }).toEqual({
        line: step.value,
        exitCode: 0,
        err: '',
      })
    }
    await startAsImage(app)
  },
  buildMs,
)

async function startAsImage(app: string): Promise<void> {
  const node = await serveNode({ chainId: 31001, blocks: 50 })
  await mkdir(join(root, 'config'))
  await writeFile(
    join(root, 'config', 'plimsoll.config.ts'),
    `import { defineConfig } from 'plimsoll'
export default defineConfig({
  chains: { home: { id: 31001, rpc: 'env:HOME_RPC' } },
  assets: { usd: { symbol: 'USD', decimals: 6, tokens: { home: '0x00000000000000000000000000000000000000aa' } } },
  venues: [],
})`,
  )
  const [command = '', ...args] = [...readWords('ENTRYPOINT'), ...readWords('CMD'), '--port', '0']
  const plimsoll = runProcess(command, args, { cwd: app, env: { HOME_RPC: node.url } })
  const [, port] = await plimsoll.untilOutput(/Serving http:\/\/[^:]+:(\d+)\//)
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  plimsoll.kill('SIGTERM')
  expect(await plimsoll.ended).toMatchObject({ exitCode: 0, err: '' })
  await node.close()
}

function readWords(instruction: 'ENTRYPOINT' | 'CMD'): readonly string[] {
  const step = dockerfileSteps().findLast((candidate) => candidate.instruction === instruction)
  const words: unknown = JSON.parse(moved(step?.value ?? '[]'))
  return Array.isArray(words) ? words.map(String) : []
}
