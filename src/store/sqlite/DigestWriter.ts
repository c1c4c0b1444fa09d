import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { BlockDigest, type DigestedBlock, type DigestedLeg } from './BlockDigest.ts'
import { addDigest, emptySum } from './digestSum.ts'
import type { StoredFact } from './factCodec.ts'
import { createReadBlockDigest } from './readBlockDigest.ts'
import { storedNumber } from './storedNumber.ts'

/**
 * Keeps a digest of every canonical block that holds facts, legs or quarantined logs, and per chain their sum. What is new is hashed while it
 * is written; a block that was recorded before is read back. Used inside one write transaction.
 */
export interface DigestWriter {
  /** Takes note of a block that is new, which saves looking for it. */
  begin(blockId: number, block: DigestedBlock): void
  fact(blockId: number, ord: number, fact: StoredFact): void
  transaction(blockId: number, slot: number, hash: Buffer): void
  leg(blockId: number, leg: DigestedLeg): void
  /** Rows of the block were replaced, dropped or revived: they are read back. */
  touch(blockId: number): void
  /** Takes away the blocks above a height, before they are orphaned. */
  dropAbove(chainId: ChainId, number: bigint): void
  /** Records the digests of everything touched since the last call, all of it of one chain. */
  settle(chainId: ChainId): void
  /** Drops what was taken in a transaction that was rolled back. */
  forget(): void
}

interface BlockRow extends DigestedBlock {
  canonical: number
  digest: Buffer | null
}

export function createDigestWriter(db: Database): DigestWriter {
  const { blockOf, write, drop, digestsAbove, dropAbove, readSum, writeSum } = prepareStatements(db)
  const readBack = createReadBlockDigest(db)
  const open = new Map<number, BlockDigest>()
  const touched = new Set<number>()
  const fresh = new Map<number, DigestedBlock>()

  function openDigest(blockId: number): BlockDigest {
    const known = open.get(blockId)
    if (known !== undefined) return known
    const digest = new BlockDigest()
    open.set(blockId, digest)
    return digest
  }

  function forget(): void {
    open.clear()
    touched.clear()
    fresh.clear()
  }

  /** Most blocks are new and whole: nothing of them is looked up. */
  function add(sum: Buffer, blockId: number, digest: BlockDigest): number | undefined {
    const block = touched.has(blockId) ? undefined : fresh.get(blockId)
    const after = block === undefined ? undefined : digest.finish(block)
    if (after === undefined) return undefined
    addDigest(sum, after, 1)
    write.run(blockId, after)
    return 1
  }

  function replace(sum: Buffer, blockId: number, digest: BlockDigest | undefined): number {
    const block = blockOf.get(blockId)
    assert(block !== undefined, 'a digested block is recorded')
    const isNew = block.digest === null && !touched.has(blockId)
    const after = (isNew ? digest?.finish(block) : undefined) ?? readBack(blockId, block)
    if (block.digest !== null) addDigest(sum, block.digest, -1)
    if (after === undefined || block.canonical === 0) {
      drop.run(blockId)
      return block.digest === null ? 0 : -1
    }
    addDigest(sum, after, 1)
    write.run(blockId, after)
    return block.digest === null ? 1 : 0
  }

  return {
    begin(blockId, block) {
      fresh.set(blockId, block)
    },
    fact: (blockId, ord, fact) => openDigest(blockId).fact(ord, fact),
    transaction: (blockId, slot, hash) => openDigest(blockId).transaction(slot, hash),
    leg: (blockId, leg) => openDigest(blockId).leg(leg),
    touch(blockId) {
      touched.add(blockId)
    },
    dropAbove(chainId, number) {
      const height = storedNumber(number)
      const { digest: sum, blocks } = readSum.get(chainId) ?? { digest: emptySum(), blocks: 0 }
      const dropped = digestsAbove.all(chainId, height)
      for (const digest of dropped) addDigest(sum, digest, -1)
      dropAbove.run(chainId, height)
      writeSum.run(chainId, sum, blocks - dropped.length)
    },
    settle(chainId) {
      if (open.size === 0 && touched.size === 0) {
        fresh.clear()
        return
      }
      const { digest: sum, blocks } = readSum.get(chainId) ?? { digest: emptySum(), blocks: 0 }
      let count = blocks
      for (const [blockId, digest] of open) {
        count += add(sum, blockId, digest) ?? replace(sum, blockId, digest)
      }
      for (const blockId of touched) {
        if (!open.has(blockId)) count += replace(sum, blockId, undefined)
      }
      writeSum.run(chainId, sum, count)
      forget()
    },
    forget,
  }
}

function prepareStatements(db: Database) {
  const blockOf = db.prepare<[number], BlockRow>(`SELECT b.number, b.timestamp, b.hash, b.canonical,
    d.digest FROM block b LEFT JOIN block_digest d ON d.block_id = b.id WHERE b.id = ?`)
  const write = db.prepare<[number, Buffer]>(
    'INSERT OR REPLACE INTO block_digest (block_id, digest) VALUES (?, ?)',
  )
  const drop = db.prepare<[number]>('DELETE FROM block_digest WHERE block_id = ?')
  const ofBlocksAbove = `FROM block b CROSS JOIN block_digest d ON d.block_id = b.id
    WHERE b.chain = ? AND b.number > ? AND b.canonical = 1`
  const digestsAbove = db
    .prepare<[number, number], Buffer>(`SELECT d.digest ${ofBlocksAbove}`)
    .pluck()
  const dropAbove = db.prepare<[number, number]>(
    `DELETE FROM block_digest WHERE block_id IN (SELECT b.id ${ofBlocksAbove})`,
  )
  const readSum = db.prepare<[number], { digest: Buffer; blocks: number }>(
    'SELECT digest, blocks FROM chain_digest WHERE chain = ?',
  )
  const writeSum = db.prepare<[number, Buffer, number]>(
    'INSERT OR REPLACE INTO chain_digest (chain, digest, blocks) VALUES (?, ?, ?)',
  )
  return { blockOf, write, drop, digestsAbove, dropAbove, readSum, writeSum }
}
