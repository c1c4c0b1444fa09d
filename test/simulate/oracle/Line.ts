/** One line of a unit: an amount of an asset that adds or takes, or a position. */
export type Line =
  | {
      kind: 'holding' | 'debt' | 'unbacked'
      asset: string
      chainId: number
      decimals: number
      amount: bigint
    }
  | {
      kind: 'inFlight'
      asset: string
      chainId: number
      decimals: number
      amount: bigint
      /** Of its value, what still counts: retained ÷ of. */
      retained: bigint
      of: bigint
    }
  | {
      kind: 'lagOffset'
      asset: string
      chainId: number
      decimals: number
      amount: bigint
      /** Nobody's: the account that was credited bears it in `low` alone. */
      isSuspense: boolean
    }
  | { kind: 'position'; chainId: number; market: string; size: bigint; entry: bigint }

/** A margin unit of an account at one moment. */
export interface Unit {
  unit: string
  lines: readonly Line[]
  isLiquidating: boolean
}
