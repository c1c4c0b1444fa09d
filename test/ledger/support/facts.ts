import type { BalanceFact } from '../../../src/facts/AccountFacts.ts'
import type { CustodyFact, LegFact } from '../../../src/facts/BridgeFacts.ts'
import type { Fact, FactBody } from '../../../src/facts/Fact.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import { bindTransaction } from '../../../src/ledger/bindTransaction.ts'
import { alice, route, routerOf, tokenOf, topology, vaultOf, word } from './world.ts'

export interface Place {
  chainId?: ChainId
  blockNumber?: bigint
  txIndex?: number
}

/** Facts of one transaction, in the order of their bodies: one log each. */
export function transaction(bodies: readonly FactBody[], place: Place = {}): Fact[] {
  const { chainId = 1, blockNumber = 10n, txIndex = 0 } = place
  return bodies.map((body, logIndex) => ({
    at: {
      chainId,
      blockNumber,
      blockHash: word(Number(blockNumber % 250n) + 1),
      txIndex,
      txHash: word(100 + txIndex),
      logIndex,
      k: 0,
    },
    decoder: 'test@1',
    body,
    siblings: [],
  }))
}

interface BalanceParts {
  account?: Address
  unit?: BalanceFact['unit']
  venue?: string
  vault?: Address
  chainId?: ChainId
  counterparty?: Address
  key?: Hex
  beneficiary?: Address
  side?: BalanceFact['side']
}

/** A change of an account's book by `value`, with as many tokens moved. */
export function balance(value: bigint, parts: BalanceParts = {}): BalanceFact {
  const { account = alice, chainId = 1, venue = 'lab', unit = 'cross', side = 'asset' } = parts
  const { counterparty, key, beneficiary } = parts
  const to = beneficiary && { venue, account: beneficiary, unit: 'cross' as const }
  return {
    kind: 'balance',
    side,
    venue,
    account,
    unit,
    asset: tokenOf(chainId),
    contract: parts.vault ?? vaultOf(chainId),
    change: { type: 'delta', value },
    moved: { asset: tokenOf(chainId), amount: value < 0n ? -value : value, counterparty },
    names: key && { key, beneficiary: to },
  }
}

/** A holding or a liability as its contract states it. */
export function absolute(value: bigint, parts: BalanceParts = {}): BalanceFact {
  const { moved: _, ...body } = balance(0n, parts)
  return { ...body, change: { type: 'absolute', value } }
}

export function movement(
  from: Address,
  to: Address,
  amount: bigint,
  token: Address = tokenOf(1),
): CustodyFact {
  return { kind: 'custody', token, from, to, amount }
}

/** A sent leg of the warp route from chain 1 to vault 2, or what `parts` say. */
export function sent(key: Hex, amount: bigint, parts: Partial<LegFact> = {}): LegFact {
  const origin = parts.origin ?? 1
  const destination = parts.destination ?? 2
  return {
    kind: 'leg',
    step: 'sent',
    bridge: route,
    key,
    payloadHash: key,
    asset: tokenOf(origin),
    amount,
    carrierContract: routerOf(origin),
    recipient: vaultOf(destination),
    origin,
    destination,
    ...parts,
  }
}

/** The credit of the same route. */
export function credited(key: Hex, amount: bigint, parts: Partial<LegFact> = {}): LegFact {
  const destination = parts.destination ?? 2
  return sent(key, amount, {
    step: 'credited',
    asset: tokenOf(destination),
    carrierContract: routerOf(destination),
    ...parts,
  })
}

export function bind(bodies: readonly FactBody[], place: Place = {}) {
  return bindTransaction(transaction(bodies, place), 1_000n, topology)
}
