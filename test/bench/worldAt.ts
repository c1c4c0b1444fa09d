import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The generator's state after a block of every chain. */
export interface WorldState {
  block: number
  /** Shares by `chainId|vault|owner`. */
  shares: ReadonlyMap<string, bigint>
  /** Answer of every feed by `chainId|feed`, in its own decimals. */
  answers: ReadonlyMap<string, bigint>
}

interface Expected {
  balances: readonly string[]
  prices: readonly string[]
}

/** `server/chaingen.mjs`: it makes the chains block by block, the last chain of a number last. */
interface World {
  chains: readonly { id: number }[]
  makeBlock(chain: { id: number }, number: number, ...rest: readonly unknown[]): void
  expected(): Expected
}

interface WorldOptions {
  blocks: number
  logsPerBlock: number
}

/** Runs the generator once more and notes its own books at some blocks; Plimsoll takes no part in it. */
export async function worldAt(
  benchDir: string,
  options: WorldOptions,
  blocks: readonly number[],
): Promise<readonly WorldState[]> {
  const path = pathToFileURL(join(benchDir, 'server', 'chaingen.mjs')).href
  // CAST: the shared bench is plain JavaScript; this is its one export.
  const generator = (await import(path)) as { World: new (options: WorldOptions) => World }
  const states: WorldState[] = []
  // The constructor makes every block, so what watches it cannot be a field of the class.
  class WatchedWorld extends generator.World {
    override makeBlock(chain: { id: number }, number: number, ...rest: readonly unknown[]): void {
      super.makeBlock(chain, number, ...rest)
      if (chain.id === this.chains.at(-1)?.id && blocks.includes(number))
        states.push(toState(number, this.expected()))
    }
  }
  new WatchedWorld(options)
  return states
}

function toState(block: number, { balances, prices }: Expected): WorldState {
  return {
    block,
    shares: new Map(balances.map((line) => splitAt(line, 3))),
    answers: new Map(prices.map((line) => splitAt(line, 2))),
  }
}

/** `a|b|c|value|…` into the key of the first `count` words and the value after them. */
function splitAt(line: string, count: number): [string, bigint] {
  const words = line.split('|')
  return [words.slice(0, count).join('|'), BigInt(words[count] ?? '')]
}
