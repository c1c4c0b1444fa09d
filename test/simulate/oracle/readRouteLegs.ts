import type { Address } from 'viem'
import { createLogReader, type OracleEvent } from './createLogReader.ts'
import { routeAbi } from './events.ts'
import type { OracleContract } from './Oracle.ts'
import { type Leg, logsOf, type PlacedTransaction, placeOf, type Step } from './World.ts'

const readRoute = createLogReader(routeAbi)

/** Legs of one contract of a custom route, as it logs them. */
export function readRouteLegs(
  transaction: PlacedTransaction,
  contract: Extract<OracleContract, { kind: 'customRoute' }>,
): Leg[] {
  const { chainId, address: carrier, token, route } = contract
  return logsOf(transaction, carrier).flatMap(({ log, index }): Leg[] => {
    const event = readRoute(log)
    if (event === undefined) return []
    const { key, payload } = event.args
    const { step, amount = 0n, recipient, to, from, deadline } = toSaid(event)
    return [
      {
        place: placeOf(transaction, index),
        via: 'bridge',
        step,
        route,
        key,
        payload,
        token,
        amount,
        carrier,
        recipient,
        origin: from ?? chainId,
        destination: to ?? chainId,
        deadline,
        shares: [],
      },
    ]
  })
}

interface Said {
  step: Step
  amount?: bigint
  recipient?: Address
  /** The other chain: where it goes to, on the origin; where it comes from, on the destination. */
  to?: number
  deadline?: bigint
  from?: number
}

function toSaid({ name, args }: OracleEvent<typeof routeAbi>): Said {
  switch (name) {
    case 'RouteQueued':
      return { ...args, step: 'queued', to: Number(args.destination) }
    case 'RouteSent':
    case 'RouteSentUntil':
      return { ...args, step: 'sent', to: Number(args.destination) }
    case 'RouteAttested':
      return { step: 'attested', from: Number(args.origin) }
    case 'RouteCommitted':
      return { step: 'committed', from: Number(args.origin) }
    case 'RouteCredited':
      return { ...args, step: 'credited', from: Number(args.origin) }
    case 'RouteFailed':
      return { step: 'failed', from: Number(args.origin) }
    case 'RouteCancelled':
      return { step: 'cancelled', to: Number(args.destination) }
    case 'RouteRefunded':
      return { ...args, step: 'refunded', to: Number(args.destination) }
  }
}
