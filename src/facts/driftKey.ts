import { type ChainId, zeroAddress } from './primitives.ts'
import type { SeriesKey } from './Series.ts'

const prefix = 'drift '

/**
 * Key of what a contract answered about `booked` when it did not say what the ledger says: a parameter of the chain as a
 * whole, so that all of them are found without looking at any account.
 */
export function driftKey(booked: SeriesKey): SeriesKey {
  const { kind, chainId, contract, venue, account, unit, subject } = booked
  const spelled = JSON.stringify([kind, contract, venue, account, unit, subject])
  return { ...chainKey(chainId), subject: prefix + spelled }
}

/** The key of the ledger that `driftKey` spelled; undefined where the subject is another. */
export function parseDriftKey({ chainId, subject }: SeriesKey): SeriesKey | undefined {
  if (!subject.startsWith(prefix)) return undefined
  // CAST: `driftKey` wrote these words, of these types, and JSON has no word for what is undefined but null.
  const [kind, contract, venue, account, unit, asset] = JSON.parse(
    subject.slice(prefix.length),
  ) as [
    SeriesKey['kind'],
    SeriesKey['contract'],
    string,
    SeriesKey['account'] | null,
    SeriesKey['unit'] | null,
    string,
  ]
  return {
    ...{ kind, chainId, contract, venue, subject: asset },
    ...{ account: account ?? undefined, unit: unit ?? undefined },
  }
}

function chainKey(chainId: ChainId): SeriesKey {
  return {
    ...{ kind: 'parameter', chainId, contract: zeroAddress, venue: '', subject: '' },
    ...{ account: undefined, unit: undefined },
  }
}
