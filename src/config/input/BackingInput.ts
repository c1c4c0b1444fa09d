import type { IntegerInput } from './IntegerInput.ts'

/** Escrows that are held against what bridges issue for them, by asset group (rule A2). */
export interface BackingInput<chain extends string = string, asset extends string = string> {
  /** Beside the logs the tokens themselves are asked: balances of escrows, supplies, limits. */
  reads?:
    | {
        /** Seconds of chain time between two rounds. Default 300. */
        everySeconds?: IntegerInput | undefined
        /** `eth_call`s of one round on one chain at most; 0 asks nothing. Default 2, which wants a multicall contract for more. */
        callsMax?: number | undefined
      }
    | undefined
  groups: Readonly<Record<string, BackingGroupInput<chain, asset>>>
}

interface BackingGroupInput<chain extends string, asset extends string> {
  /** Bridges that lock, mint and burn for this group. */
  bridges: readonly string[]
  /** Addresses at which a bridge or a lockbox keeps tokens of the group. */
  escrows?:
    | readonly (AssetPlace<chain, asset> & {
        address: string
        /** Block of the first transfer, or a later one with an `opening`. */
        startBlock: IntegerInput
        /** What it held before, in the token's smallest unit. Default 0. */
        opening?: IntegerInput | undefined
      })[]
    | undefined
  /** Tokens that bridges mint and burn. */
  supplies?:
    | readonly (AssetPlace<chain, asset> & {
        startBlock: IntegerInput
        /** What had been issued before, in the token's smallest unit. Default 0. */
        opening?: IntegerInput | undefined
      })[]
    | undefined
  /** Differences that somebody has looked into and signed off. */
  offsets?:
    | readonly (AssetPlace<chain, asset> & {
        /** It counts from this block of the chain on. */
        block: IntegerInput
        /** Supply that nothing needs to back, in the token's smallest unit; negative for escrow that backs nothing. */
        amount: IntegerInput
        /** One sentence: why it is right. */
        reason: string
      })[]
    | undefined
  /** Bridges whose limits an xERC20 (ERC-7281) is asked for. */
  limits?: readonly (AssetPlace<chain, asset> & { bridge: string })[] | undefined
}

interface AssetPlace<chain extends string, asset extends string> {
  chain: chain
  /** Default: the one asset of the group that has a token on this chain. */
  asset?: asset | undefined
}
