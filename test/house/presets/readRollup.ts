import type { Chain } from 'viem'
import { base, optimism, unichain } from 'viem/chains'
import { z } from 'zod'
import type { ChainNames } from './ChainNames.ts'
import type { Roles } from './readPackages.ts'

/** Contracts of the OP Stack are part of viem's own chains, those on the parent chain under its id. */
const contracts = z.looseObject({
  portal: z.object({ 1: z.looseObject({ address: z.string() }) }),
  l1StandardBridge: z.object({ 1: z.looseObject({ address: z.string() }) }),
  l2CrossDomainMessenger: z.looseObject({ address: z.string() }),
  l2StandardBridge: z.looseObject({ address: z.string() }),
  l2ToL1MessagePasser: z.looseObject({ address: z.string() }),
})

/** Native bridge contracts of an OP Stack chain; undefined for others. */
export function readRollup({ id }: ChainNames): Roles | undefined {
  const chains: readonly Chain[] = [base, optimism, unichain]
  const chain = chains.find((rollup) => rollup.id === id)
  if (chain === undefined) return undefined
  const found = contracts.parse(chain.contracts)
  return {
    parentPortal: found.portal[1].address,
    parentStandardBridge: found.l1StandardBridge[1].address,
    messenger: found.l2CrossDomainMessenger.address,
    standardBridge: found.l2StandardBridge.address,
    messagePasser: found.l2ToL1MessagePasser.address,
  }
}
