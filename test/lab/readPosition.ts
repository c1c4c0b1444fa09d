import type { Address } from 'viem'
import { clearinghouseAbi } from './abis.ts'
import type { HomeChain } from './labChain.ts'

export type LabPosition = {
  size: bigint
  entryValue: bigint
  priceE8: bigint
  /** At the present price, in units of lUSD. */
  notional: bigint
  profit: bigint
}

/** A position at the present price of its market. */
export async function readPosition(
  home: HomeChain,
  account: Address,
  unit: bigint,
  market: bigint,
): Promise<LabPosition> {
  const contract = { address: home.contracts.clearinghouse.address, abi: clearinghouseAbi } as const
  const { publicClient } = home
  const [[size, entryValue], priceE8] = await Promise.all([
    publicClient.readContract({
      ...contract,
      functionName: 'positions',
      args: [account, unit, market],
    }),
    publicClient.readContract({ ...contract, functionName: 'priceOf', args: [market] }),
  ])
  const value = (size * priceE8) / 10n ** 8n
  const toCollateral = 10n ** 12n
  return {
    size,
    entryValue,
    priceE8,
    notional: (value < 0n ? -value : value) / toCollateral,
    profit: (value - entryValue) / toCollateral,
  }
}
