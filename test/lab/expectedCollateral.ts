import {
  type AbiEvent,
  type Address,
  type Hex,
  isAddressEqual,
  type Log,
  type ParseEventLogsReturnType,
  parseEventLogs,
} from 'viem'
import { vaultAbi } from './abis.ts'
import type { LabChain } from './labChain.ts'
import type { Lab } from './startLab.ts'

type ExpectedHolding = { chainId: number; vault: Address; unit: bigint; amount: bigint }

type ExpectedMessage = {
  /** The warp message, by which both sides name the transfer. */
  messageId: Hex
  origin: number
  destination: number
  amount: bigint
}

export type ExpectedCollateral = {
  /** What each vault's book says, without the units that hold nothing. */
  holdings: ExpectedHolding[]
  /** Sent to the account inside the cut, and not credited inside the cut. */
  inFlight: ExpectedMessage[]
  /** Credited to the account inside the cut, although nothing in the cut sent it. */
  unsourced: Omit<ExpectedMessage, 'origin'>[]
}

type VaultEvent = ParseEventLogsReturnType<typeof vaultAbi, undefined, true>[number]
type VaultEvents = { chainId: number; vault: Address; events: VaultEvent[] }

/**
 * Recomputes an account's collateral from the logs of the vaults, by chain up to the given block.
 * It shares no code with the indexer it judges.
 */
export async function expectedCollateral(
  lab: Lab,
  account: Address,
  atBlocks: Record<number, bigint>,
): Promise<ExpectedCollateral> {
  const vaults = lab.chains.flatMap((chain): [LabChain, Address, bigint][] => {
    const { vaultUsd } = chain.contracts
    return [[chain, vaultUsd.address, vaultUsd.deployedAtBlock]]
  })
  const { vaultEth } = lab.home.contracts
  vaults.push([lab.home, vaultEth.address, vaultEth.deployedAtBlock])
  const histories = await Promise.all(
    vaults.map(async ([chain, vault, fromBlock]) => {
      const toBlock = atBlocks[chain.chainId]
      if (toBlock === undefined) throw new Error(`Name the block of ${chain.name} to compute at.`)
      const logs = await chain.publicClient.getLogs({ address: vault, fromBlock, toBlock })
      return { chainId: chain.chainId, vault, events: parseExactLogs(logs) }
    }),
  )
  return {
    holdings: histories.flatMap((history) => foldHoldings(history, account)),
    ...matchMessages(histories, account),
  }
}

/** A malformed log is no event: only what a compiler would have encoded counts. */
function parseExactLogs(logs: Log[]): VaultEvent[] {
  return parseEventLogs({ abi: vaultAbi, logs }).filter(({ eventName, topics, data }) => {
    const item = vaultAbi.find((item) => item.type === 'event' && item.name === eventName)
    const inputs: AbiEvent['inputs'] = item?.type === 'event' ? item.inputs : []
    const indexed = inputs.filter((input) => input.indexed)
    const isCleanTopic = (input: AbiEvent['inputs'][number], index: number) =>
      input.type !== 'address' || topics[index + 1]?.startsWith(`0x${'0'.repeat(24)}`)
    return (
      topics.length === indexed.length + 1 &&
      data.length === 2 + 64 * (inputs.length - indexed.length) &&
      indexed.every(isCleanTopic)
    )
  })
}

function foldHoldings(
  { chainId, vault, events }: VaultEvents,
  account: Address,
): ExpectedHolding[] {
  const units = new Map<bigint, bigint>()
  const add = (unit: bigint, amount: bigint) => units.set(unit, (units.get(unit) ?? 0n) + amount)
  for (const event of events) {
    if (!isAddressEqual(event.args.account, account)) continue
    for (const [unit, amount] of changesOf(event)) add(unit, amount)
  }
  return [...units]
    .filter(([, amount]) => amount !== 0n)
    .map(([unit, amount]) => ({ chainId, vault, unit, amount }))
}

function changesOf(event: VaultEvent): [unit: bigint, amount: bigint][] {
  switch (event.eventName) {
    case 'CollateralDeposited':
    case 'CollateralCredited':
      return [[0n, event.args.amount]]
    case 'CollateralWithdrawn':
    case 'CollateralSent':
      return [[0n, -event.args.amount]]
    case 'CollateralMoved':
      return [
        [event.args.fromUnit, -event.args.amount],
        [event.args.toUnit, event.args.amount],
      ]
    case 'ProfitSettled':
      return [[event.args.unit, event.args.amount]]
    case 'FeeCharged':
    case 'CollateralSeized':
      return [[event.args.unit, -event.args.amount]]
  }
}

function matchMessages(
  histories: VaultEvents[],
  account: Address,
): Pick<ExpectedCollateral, 'inFlight' | 'unsourced'> {
  const sent = new Map<Hex, ExpectedMessage & { beneficiary: Address }>()
  const credited = new Map<Hex, Omit<ExpectedMessage, 'origin'> & { account: Address }>()
  for (const { chainId, events } of histories)
    for (const { eventName, args } of events)
      if (eventName === 'CollateralSent') sent.set(args.messageId, { ...args, origin: chainId })
      else if (eventName === 'CollateralCredited')
        credited.set(args.messageId, { ...args, destination: chainId })
  return {
    inFlight: [...sent.values()]
      .filter(({ messageId, beneficiary }) => {
        return isAddressEqual(beneficiary, account) && !credited.has(messageId)
      })
      .map(({ messageId, origin, destination, amount }) => {
        return { messageId, origin, destination, amount }
      }),
    unsourced: [...credited.values()]
      .filter((credit) => isAddressEqual(credit.account, account) && !sent.has(credit.messageId))
      .map(({ messageId, destination, amount }) => ({ messageId, destination, amount })),
  }
}
