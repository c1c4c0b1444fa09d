import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { DigestCheck, DigestSample } from '../Upkeep.ts'
import type { DigestedBlock } from './BlockDigest.ts'
import { baselineDigest } from './baselineDigest.ts'
import { checkSeal, EVIDENCE_VERSION_MIN } from './checkSeal.ts'
import { addDigest, emptySum } from './digestSum.ts'
import { bytesToHex } from './hexBytes.ts'
import { createReadBlockDigest } from './readBlockDigest.ts'
import { toDamage } from './toDamage.ts'

/** Sentences about one chain; nobody repairs single blocks by hand, so that the first few are enough. */
const DAMAGE_MAX = 20

/** Some hundred kilobytes at a time. */
const BLOCKS_PER_PAGE = 2_000

interface BlockRow extends DigestedBlock {
  id: number
  digest: Buffer | null
}

interface SumRow {
  digest: Buffer
  blocks: number
}

/**
 * Hashes what is stored of a chain's blocks and compares it with the digests that were recorded with it. Without a sample
 * every block is read, and the sum compared too. Reads only; a file that cannot be read is damage, not an error.
 */
export function checkDigests(
  db: Database,
  chainId: ChainId,
  sample?: DigestSample | undefined,
): DigestCheck {
  const check = { chainId, blocks: 0, stateDigest: undefined, damage: [] as string[] }
  try {
    const sum = readSum(db, chainId)
    const stateDigest = sum === undefined ? undefined : bytesToHex(sum.digest)
    const found = sample === undefined ? checkAll(db, chainId, sum) : checkSome(db, chainId, sample)
    const damage = [...checkSeal(db, chainId, sample === undefined), ...found.damage]
    return { ...check, stateDigest, ...found, damage }
  } catch (error) {
    return { ...check, damage: [toDamage(error)] }
  }
}

type Found = Pick<DigestCheck, 'blocks' | 'damage'>

function checkAll(db: Database, chainId: ChainId, recorded: SumRow | undefined): Found {
  const page = db.prepare<[number, number], BlockRow>(
    `${blocksSql} AND b.number > ? ORDER BY b.number LIMIT ${BLOCKS_PER_PAGE}`,
  )
  const describe = createDescribe(db)
  const sum = emptySum()
  const damage: string[] = []
  let [blocks, digests] = [0, 0]
  for (let rows = page.all(chainId, -1); rows.length > 0; ) {
    for (const row of rows) {
      blocks += 1
      if (row.digest !== null) {
        digests += 1
        addDigest(sum, row.digest, 1)
      }
      if (damage.length < DAMAGE_MAX) damage.push(...describe(row))
    }
    rows = page.all(chainId, rows.at(-1)?.number ?? 0)
  }
  const { digest, blocks: counted } = recorded ?? { digest: emptySum(), blocks: 0 }
  damage.push(...checkBaseline(db, chainId))
  if (counted !== digests || !digest.equals(sum))
    damage.push('The digests of its blocks do not add up.')
  return { blocks, damage }
}

/** Rows that pruning kept follow from no fact any more: a digest of their own guards them. */
function checkBaseline(db: Database, chainId: ChainId): readonly string[] {
  const kept = db
    .prepare<[number], { number: number; baseline: Buffer }>(
      'SELECT number, baseline FROM retention WHERE chain = ?',
    )
    .get(chainId)
  if (kept === undefined || baselineDigest(db, chainId, kept.number).equals(kept.baseline))
    return []
  return [`The values that pruning kept at block ${kept.number} are not what was recorded.`]
}

/**
 * Half of a sample is the newest blocks: what a crash or a bad disk left there is read first. A block that is chosen again is
 * read once; of a short chain that is most of them.
 */
function checkSome(db: Database, chainId: ChainId, sample: DigestSample): Found {
  const newest = db.prepare<[number, number], BlockRow>(
    `${blocksSql} ORDER BY b.number DESC LIMIT ?`,
  )
  const next = db.prepare<[number, number], BlockRow>(
    `${blocksSql} AND b.number >= ? ORDER BY b.number LIMIT 1`,
  )
  const first = next.get(chainId, 0)
  const rows = newest.all(chainId, Math.ceil(sample.blocks / 2))
  const chosen = new Map(rows.map((row) => [row.number, row]))
  const last = rows[0]
  if (first !== undefined && last !== undefined) {
    const span = last.number - first.number
    for (let drawn = rows.length; drawn < sample.blocks; drawn += 1) {
      const number = first.number + Math.floor(sample.random() * (span + 1))
      // Between two recorded blocks the next one is meant.
      const row = chosen.get(number) ?? next.get(chainId, number)
      if (row !== undefined) chosen.set(row.number, row)
    }
  }
  const damage = [...chosen.values()].flatMap(createDescribe(db))
  return { blocks: chosen.size, damage: damage.slice(0, DAMAGE_MAX) }
}

/** A sentence when a block's rows are not what its digest says. */
function createDescribe(db: Database): (row: BlockRow) => readonly string[] {
  const version = Number(db.pragma('user_version', { simple: true }))
  const read = createReadBlockDigest(db, version >= EVIDENCE_VERSION_MIN)
  return (row) => {
    const digest = read(row.id, row)
    const isWhole =
      digest === undefined || row.digest === null
        ? digest === undefined && row.digest === null
        : digest.equals(row.digest)
    return isWhole ? [] : [`Block ${row.number} does not hold what was recorded.`]
  }
}

function readSum(db: Database, chainId: ChainId): SumRow | undefined {
  return db
    .prepare<[number], SumRow>('SELECT digest, blocks FROM chain_digest WHERE chain = ?')
    .get(chainId)
}

const blocksSql = `SELECT b.id, b.number, b.timestamp, b.hash, d.digest
  FROM block b LEFT JOIN block_digest d ON d.block_id = b.id WHERE b.chain = ? AND b.canonical = 1`
