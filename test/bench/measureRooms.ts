import type { RoomsResult, TickResult } from './Results.ts'
import { readMachine } from './readMachine.ts'
import { runCompiled } from './runCompiled.ts'

/** Measures the pure rooms one after the other, each in a process of its own; takes some three minutes. */
export async function measureRooms(parameters: {
  folder: string
  commit: string
  say: (text: string) => void
}): Promise<RoomsResult> {
  const { folder, commit, say } = parameters
  const { loadBefore } = readMachine()
  const run = async <result>(script: string) => {
    const { output, result } = await runCompiled<result>(script, folder)
    say(output)
    return result
  }
  return {
    date: new Date().toISOString(),
    commit,
    loadBefore,
    ticks: await run<TickResult>('measureTicks.ts'),
    accountUs: await run<number>('measureMargin.ts'),
    legUs: await run<number>('measureMatching.ts'),
  }
}
