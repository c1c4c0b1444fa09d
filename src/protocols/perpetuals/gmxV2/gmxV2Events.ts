import { assert } from '../../../errors/assert.ts'
import type { Address, Hash, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { type GmxV2Items, gmxV2NameHash, readGmxV2Envelope } from './gmxV2Envelope.ts'

const position = {
  address: ['account', 'market', 'collateralToken'],
  uint: [
    ...['sizeInUsd', 'sizeInTokens', 'collateralAmount'],
    ...['borrowingFactor', 'fundingFeeAmountPerSize'],
  ],
  bool: ['isLong'],
  bytes32: ['positionKey'],
} as const

const ofSide = { address: ['market', 'collateralToken'], bool: ['isLong'] } as const

/** Which keys of which events are read. */
const tables = {
  PositionIncrease: position,
  PositionDecrease: position,
  PositionImpactPendingAmountUpdated: { bytes32: ['positionKey'], int: ['nextValue'] },
  PoolAmountUpdated: { address: ['market', 'token'], uint: ['nextValue'] },
  OpenInterestUpdated: { ...ofSide, uint: ['nextValue'] },
  OpenInterestInTokensUpdated: { ...ofSide, uint: ['nextValue'] },
  CumulativeBorrowingFactorUpdated: { address: ['market'], bool: ['isLong'], uint: ['nextValue'] },
  FundingFeeAmountPerSizeUpdated: { ...ofSide, uint: ['value'] },
  OraclePriceUpdate: { address: ['token'], uint: ['minPrice', 'maxPrice'] },
  MultichainTransferIn: { address: ['token', 'account'], uint: ['amount'] },
  MultichainTransferOut: { address: ['token', 'account'], uint: ['amount'] },
  SetUint: { bytes32: ['baseKey'], bytes: ['data'], uint: ['value'] },
} as const satisfies Readonly<
  Record<string, { readonly [group in keyof GmxV2Items]?: readonly string[] }>
>

type Name = keyof typeof tables

/** One event with the keys that are read of it, each there. */
export interface GmxV2Event {
  name: Name
  address(key: string): Address
  number(key: string): bigint
  flag(key: string): boolean
  hash(key: string): Hash
  bytes(key: string): Hex
}

/** Hashed names of what is read: the emitter is one contract for everything. */
export const gmxV2Names: readonly Hash[] = Object.keys(tables).map(gmxV2NameHash)

/** An event of the emitter; a key that is missing is the reason why it says nothing. */
export function readGmxV2Event(log: RawLog): GmxV2Event | { reason: string } {
  const read = readGmxV2Envelope(log)
  if ('reason' in read) return read
  const { name, items } = read
  if (!isName(name)) return { reason: `Nothing is read of ${name}.` }
  const table: Readonly<Record<string, readonly string[]>> = tables[name]
  for (const group of groups) {
    const missing = table[group]?.find((key) => !items[group].has(key))
    if (missing !== undefined) return { reason: `${name} has no ${group} called ${missing}.` }
  }
  return {
    name,
    address: (key) => of(items.address, key),
    number: (key) => items.uint.get(key) ?? of(items.int, key),
    flag: (key) => of(items.bool, key),
    hash: (key) => of(items.bytes32, key),
    bytes: (key) => of(items.bytes, key),
  }
}

const groups = ['address', 'uint', 'int', 'bool', 'bytes32', 'bytes'] as const

function isName(name: string): name is Name {
  return Object.hasOwn(tables, name)
}

function of<value>(map: ReadonlyMap<string, value>, key: string): value {
  const value = map.get(key)
  assert(value !== undefined, `${key} stands in the table of its event`)
  return value
}
