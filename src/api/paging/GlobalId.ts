import { isAddress, isHex } from 'viem'
import type { Address, ChainId, Hex } from '../../facts/primitives.ts'
import { ApiError } from '../errors/ApiError.ts'

/** What `node(id)` can find. Opaque outside: base64url of the type and its parts. */
export type GlobalId =
  | { type: 'Chain'; chainId: ChainId }
  | { type: 'MarginAccount'; owner: Address; venue: string }
  | { type: 'Transfer'; key: Hex }

export function formatGlobalId(id: GlobalId): string {
  return Buffer.from(spell(id)).toString('base64url')
}

/** Reads an id. Throws `ApiError` BAD_ID for anything that is not one of ours. */
export function parseGlobalId(text: string): GlobalId {
  const [type, part = '', ...rest] = Buffer.from(text, 'base64url').toString('utf8').split(':')
  const tail = rest.join(':')
  if (type === 'Chain' && /^[1-9]\d{0,15}$/.test(part) && rest.length === 0) {
    return { type, chainId: Number(part) }
  }
  if (type === 'MarginAccount' && isAddress(part, { strict: false }) && tail !== '') {
    return { type, owner: toLowerCase(part), venue: tail }
  }
  if (type === 'Transfer' && isHex(part) && rest.length === 0) {
    return { type, key: toLowerCase(part) }
  }
  throw new ApiError({ code: 'BAD_ID', text: '`id` is not an id of an earlier answer.' })
}

function spell(id: GlobalId): string {
  switch (id.type) {
    case 'Chain':
      return `Chain:${id.chainId}`
    case 'MarginAccount':
      return `MarginAccount:${id.owner}:${id.venue}`
    case 'Transfer':
      return `Transfer:${id.key}`
  }
}

function toLowerCase(hex: Hex): Hex {
  // CAST: lower-casing keeps the 0x prefix.
  return hex.toLowerCase() as Hex
}
