import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileScript } from '../bench/compileScript.ts'
import type { SimulationResult } from '../bench/SimulationResults.ts'
import { recordFigures } from './figures/recordFigures.ts'

/**
 * MiB of each half of the young generation, four times what V8 has by itself: what a seed makes is mostly garbage by the
 * time that a larger space is full, and need not be copied.
 */
const semiSpaceMb = 64

/**
 * What `npm run simulate` runs. One seed is played at once, by the loader. A list of them plays compiled code in a process of
 * its own, which is cheaper from a few seeds on and leaves the same traces. `--record` writes the figures of a list without a
 * failure where the README has them from.
 */
async function runSimulation(words: readonly string[]): Promise<void> {
  if (words.includes('--seed')) {
    await import('./simulate.ts')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-simulate-'))
  try {
    const figures = await playCompiled(folder, words)
    if (figures !== undefined && words.includes('--record')) recordFigures({ simulation: figures })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The figures of a list without a failure; the exit code of this process is that of the list. */
async function playCompiled(
  folder: string,
  words: readonly string[],
): Promise<SimulationResult | undefined> {
  const script = compileScript('test/simulate/simulate.ts', folder)
  const flags = [`--max-semi-space-size=${semiSpaceMb}`]
  const child = spawn(process.execPath, [...flags, script, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let figures: SimulationResult | undefined
  child.on('message', (message) => {
    // CAST: `simulate.ts` sends nothing else.
    figures = message as SimulationResult
  })
  const [code]: (number | null)[] = await once(child, 'close')
  process.off('exit', kill)
  process.exitCode = code ?? 1
  return figures
}

await runSimulation(process.argv.slice(2))
