import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import { addDigest, emptySum } from './digestSum.ts'
import { type SealedBlock, sealBlock } from './sealBlock.ts'
import { createReadState } from './sealState.ts'

/** Seals every chain anew, reading all of its blocks: after an upgrade, and after pruning. Inside one write transaction. */
export function sealChains(db: Database): void {
  const chains = db.prepare<[], number>('SELECT chain FROM progress').pluck().all()
  const readState = createReadState(db)
  const write = db.prepare<[number, Buffer, Buffer]>(
    'INSERT OR REPLACE INTO seal (chain, blocks, state) VALUES (?, ?, ?)',
  )
  for (const chain of chains) {
    const sum = sumBlocks(db, chain)
    write.run(chain, sum, readState(chain, sum))
  }
}

/** The sum over the canonical blocks of a chain, as they are stored now. */
export function sumBlocks(db: Database, chainId: ChainId): Buffer {
  const blocks = db.prepare<[number], SealedBlock>(
    'SELECT number, timestamp, hash FROM block WHERE chain = ? AND canonical = 1',
  )
  const sum = emptySum()
  for (const block of blocks.iterate(chainId)) addDigest(sum, sealBlock(block), 1)
  return sum
}
