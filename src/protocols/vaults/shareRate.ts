/**
 * Rate of an ERC-4626 share that is held in a venue while its vault is in none.
 *
 * `Deposit(sender, owner, assets, shares)`, `Withdraw(sender, receiver, owner, assets, shares)`   somebody acted on the vault.
 *
 * No log makes a fact here: each asks for the rate at its block, and it is asked for at the head now and then, because it moves
 * without any event. Exact at touch.
 */
import { encodeFunctionData, parseAbi } from 'viem'
import type { ShareRate } from '../../config/ShareRate.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { vaultAbi } from './readVaultLogs.ts'

const name = 'shareRate@1'

const readAbi = parseAbi(['function convertToAssets(uint256 shares) view returns (uint256 assets)'])

const touchedBy = decodeStrict(vaultAbi, ['Deposit', 'Withdraw']).topics

/** Reads of the rate of one share token. */
export function createShareRateDecoder({
  chainId,
  token: to,
  decimals,
  startBlock,
}: ShareRate): Decoder {
  const id = `${chainId}/rate:${to}`
  const data = encodeFunctionData({ abi: readAbi, args: [10n ** BigInt(decimals)] })
  return {
    name,
    exactness: 'exactAtTouch',
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [to], topics: [touchedBy] }],
    },
    standingRead: { to, data },
    decode: ({ blockNumber, blockHash }) => ({
      facts: [],
      reads: [{ chainId, blockNumber, blockHash, to, data, sourceId: id }],
      quarantined: [],
    }),
    decodeRead: (answer) =>
      answer.data?.length === 66
        ? { kind: 'index', asset: to, assetsPerShareUnit: BigInt(answer.data) }
        : undefined,
  }
}
