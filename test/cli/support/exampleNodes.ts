import { addressOf, exampleConfig } from '../../config/exampleConfig.ts'
import type { FakeNode } from './createFakeWorld.ts'

/** Blocks in which the example's contracts were deployed: each as its config says, the tokens at genesis. */
const home = new Map<string, bigint>([
  [addressOf(0x11), 0n],
  [addressOf(0x21), 9n],
  [addressOf(0x31), 5n],
  [addressOf(0x41), 7n],
  [addressOf(0x42), 7n],
])
const away = new Map<string, bigint>([
  [addressOf(0x12), 0n],
  [addressOf(0x43), 8n],
  [addressOf(0x44), 8n],
  [addressOf(0x51), 1n],
])

/** Nodes on which the example config is right. */
export function exampleNodes(): Record<string, FakeNode> {
  return {
    'http://127.0.0.1:1001': { chainId: 31001, head: 100n, codeSince: home },
    'http://127.0.0.1:1002': { chainId: 31001, head: 100n, codeSince: home },
    'http://127.0.0.1:1003/secret-key-1234': { chainId: 31002, head: 100n, codeSince: away },
  }
}

export const exampleVariables = { AWAY_RPC: 'http://127.0.0.1:1003/secret-key-1234' }

/** The example config as the JSON file of the fake world. */
export function exampleFiles(
  change: (config: ReturnType<typeof exampleConfig>) => void = () => {},
) {
  const config = exampleConfig()
  change(config)
  return { '/work-folder/plimsoll.config.json': JSON.stringify(config) }
}
