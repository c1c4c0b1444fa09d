import { maxUint256, parseAbi } from 'viem'
import type { CustomDefinition } from '../../../src/config/CustomDefinition.ts'
import type { ChainId, Hex } from '../../../src/facts/primitives.ts'
import { type BridgeBuilder, defineBridge } from '../../../src/protocols/defineBridge.ts'
import { defineVault } from '../../../src/protocols/defineVault.ts'
import { bookAbi, limitPeriods, routeAbi, valveAbi, valveWays } from '../oracle/events.ts'
import type { Deployment } from './Deployment.ts'

/** What the operator of the simulated world writes about its custom vaults. */
export const bookDefinition: CustomDefinition = defineVault({
  name: 'sim-book',
  abi: [...bookAbi, ...parseAbi(['function heldBy(address account) view returns (uint256)'])],
  audit: { holding: 'heldBy' },
  events: {
    Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }),
    Withdrawn: ({ account, to, amount }, vault) =>
      vault.debit({ account, amount, counterparty: to }),
    Sent: ({ account, messageId, beneficiary, amount }, vault) =>
      vault.debit({
        account,
        amount,
        names: { key: messageId, beneficiary: { account: beneficiary } },
      }),
    Credited: ({ account, messageId, amount }, vault) =>
      vault.credit({ account, amount, names: { key: messageId } }),
    Settled: ({ account, amount }, vault) =>
      amount < 0n
        ? vault.debit({ account, amount: -amount, moved: null })
        : vault.credit({ account, amount, moved: null }),
    Labelled: ({ account, label, amount }, vault) =>
      vault.credit({ account, amount, unit: `isolated:${label}`, moved: null }),
  },
})

/** What the operator writes about the custom route, whose events do not name its token. */
export function routeDefinition({ chains, bridging, gates }: Deployment): CustomDefinition {
  const tokens = new Map(chains.map(({ id, markets }) => [id, markets.eur.token]))
  const tokenOn = (chainId: ChainId): Hex => {
    const token = tokens.get(chainId)
    if (token === undefined) throw new Error(`the route is not on chain ${chainId}`)
    return token
  }
  const toSent = (args: SentArguments, chainId: ChainId) => ({
    step: 'sent' as const,
    key: args.key,
    payloadHash: args.payload,
    asset: tokenOn(chainId),
    amount: args.amount,
    sender: args.sender,
    recipient: args.recipient,
    origin: chainId,
    destination: Number(args.destination),
  })
  const sentUntil = (args: SentArguments & { deadline: bigint }, bridge: BridgeBuilder) =>
    bridge.leg({ ...toSent(args, bridge.chainId), deadline: args.deadline })
  return defineBridge({
    name: 'sim-route',
    abi: [...routeAbi, ...valveAbi],
    saysPauses: gates?.hasValves === true,
    events: {
      ...(gates?.hasValves === true ? valveEvents(tokenOn) : {}),
      RouteQueued: ({ key, payload, sender, recipient, destination, amount }, bridge) =>
        bridge.leg({
          step: 'queued',
          key,
          payloadHash: payload,
          asset: tokenOn(bridge.chainId),
          amount,
          sender,
          recipient,
          origin: bridge.chainId,
          destination: Number(destination),
        }),
      RouteSent: (args, bridge) => bridge.leg(toSent(args, bridge.chainId)),
      ...(bridging?.hasDeadlines === true ? { RouteSentUntil: sentUntil } : {}),
      RouteAttested: ({ key, payload, origin }, bridge) =>
        bridge.leg({
          ...sideFact(bridge.chainId, origin, tokenOn),
          step: 'attested',
          key,
          payloadHash: payload,
        }),
      RouteCommitted: ({ key, payload, origin }, bridge) =>
        bridge.leg({
          ...sideFact(bridge.chainId, origin, tokenOn),
          step: 'committed',
          key,
          payloadHash: payload,
        }),
      RouteCredited: ({ key, payload, recipient, origin, amount }, bridge) =>
        bridge.leg({
          step: 'credited',
          key,
          payloadHash: payload,
          asset: tokenOn(bridge.chainId),
          amount,
          recipient,
          origin: Number(origin),
          destination: bridge.chainId,
        }),
      RouteFailed: ({ key, payload, origin }, bridge) =>
        bridge.leg({
          ...sideFact(bridge.chainId, origin, tokenOn),
          step: 'failed',
          key,
          payloadHash: payload,
        }),
      RouteCancelled: ({ key, payload, destination }, bridge) =>
        bridge.leg({
          step: 'cancelled',
          key,
          payloadHash: payload,
          asset: tokenOn(bridge.chainId),
          amount: 0n,
          origin: bridge.chainId,
          destination: Number(destination),
        }),
      RouteRefunded: ({ key, payload, recipient, destination, amount }, bridge) =>
        bridge.leg({
          step: 'refunded',
          key,
          payloadHash: payload,
          asset: tokenOn(bridge.chainId),
          amount,
          recipient,
          origin: bridge.chainId,
          destination: Number(destination),
        }),
    },
  })
}

/** Lane 0 is every lane. */
function valveEvents(tokenOn: (chainId: ChainId) => Hex) {
  const placeOf = ({ way, lane }: { way: number; lane: bigint }) => ({
    way: valveWays[way] ?? 'both',
    ...(lane === 0n ? {} : { lanes: [Number(lane)] }),
  })
  return {
    RouteStopped: (args: StopArguments, bridge: BridgeBuilder) =>
      bridge.control({
        ...placeOf(args),
        change: { type: args.isStopped ? 'paused' : 'resumed' },
      }),
    RouteLimited: (args: LimitArguments, bridge: BridgeBuilder) => {
      const of = { per: limitPeriods[args.period] ?? 'day', token: tokenOn(bridge.chainId) }
      const { most } = args
      const change =
        most === maxUint256
          ? { type: 'unlimited' as const, ...of }
          : { type: 'limited' as const, ...of, most }
      return bridge.control({ ...placeOf(args), change })
    },
  }
}

interface StopArguments {
  way: number
  lane: bigint
  isStopped: boolean
}

interface LimitArguments {
  way: number
  lane: bigint
  period: number
  most: bigint
}

interface SentArguments {
  key: Hex
  payload: Hex
  sender: Hex
  recipient: Hex
  destination: bigint
  amount: bigint
}

/** What a step on the destination says that moves nothing. */
function sideFact(chainId: ChainId, origin: bigint, tokenOn: (chainId: ChainId) => Hex) {
  return {
    asset: tokenOn(chainId),
    amount: 0n,
    origin: Number(origin),
    destination: chainId,
  }
}
