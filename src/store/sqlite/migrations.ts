import type { Database } from 'better-sqlite3'
import { backfillDigests } from './backfillDigests.ts'
import { seriesKinds, toCode } from './codes.ts'
import { digestQuarantine } from './digestQuarantine.ts'
import { txSlotSql } from './factOrder.ts'
import { rederiveReturned } from './rederiveReturned.ts'
import { rederiveTransfers } from './rederiveTransfers.ts'
import { runOfTransferSql } from './runOfTransfer.ts'
import { sealChains } from './sealChains.ts'

/** One step of the schema. Its text never changes once released: the store keeps its checksum. */
export interface Migration {
  version: number
  sql: string
  /** What SQL cannot say, after it and in the same transaction. */
  run?(db: Database): void
}

/**
 * Version 1.
 *
 * - Stored are small integers: a row per block hash, address, text and series key; hashes and addresses stand once.
 * - A fact, a leg and a quarantined log are canonical when their block is.
 * - `series_recent` lists the rows above `progress.recent_above`, so that a shallow reorg need not visit every key.
 * - `transfer` holds what `deriveTransfers` computed from the canonical legs of one key.
 */
const version1 = `
CREATE TABLE migration (
  version INTEGER PRIMARY KEY, checksum TEXT NOT NULL, applied_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE address (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
  timestamp INTEGER NOT NULL, max_timestamp INTEGER NOT NULL, canonical INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX block_canonical ON block (chain, number) WHERE canonical = 1;
CREATE INDEX block_orphaned ON block (chain, number) WHERE canonical = 0;
CREATE INDEX block_time ON block (chain, max_timestamp, number) WHERE canonical = 1;

CREATE TABLE tx (
  block_id INTEGER NOT NULL, slot INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (block_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_key (
  id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, chain INTEGER NOT NULL, contract INTEGER NOT NULL,
  venue INTEGER NOT NULL, account INTEGER NOT NULL, unit INTEGER NOT NULL, subject INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX series_key_words
  ON series_key (venue, account, kind, chain, contract, unit, subject);
CREATE INDEX series_key_contract ON series_key (kind, chain, contract) WHERE account = 0;
CREATE INDEX series_key_owner ON series_key (venue) WHERE kind = ${toCode(seriesKinds, 'owner')};

CREATE TABLE series (
  key_id INTEGER NOT NULL, block_number INTEGER NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (key_id, block_number)
) STRICT, WITHOUT ROWID;
CREATE TABLE series_recent (
  chain INTEGER NOT NULL, block_number INTEGER NOT NULL, key_id INTEGER NOT NULL,
  PRIMARY KEY (chain, block_number, key_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE venue_account (
  venue INTEGER NOT NULL, address BLOB NOT NULL, account INTEGER NOT NULL,
  PRIMARY KEY (venue, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
  block_id INTEGER NOT NULL, ord INTEGER NOT NULL, kind INTEGER NOT NULL, decoder INTEGER NOT NULL,
  key_id INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (block_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (
  id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, bridge INTEGER NOT NULL,
  origin INTEGER NOT NULL, destination INTEGER NOT NULL, closed INTEGER NOT NULL,
  sent_chain INTEGER NOT NULL, sent_number INTEGER NOT NULL,
  credited_chain INTEGER NOT NULL, credited_number INTEGER NOT NULL
) STRICT;
CREATE INDEX transfer_open ON transfer (id) WHERE closed = 0;
CREATE INDEX transfer_sent ON transfer (sent_chain, sent_number) WHERE closed = 1;
CREATE INDEX transfer_credited ON transfer (credited_chain, credited_number) WHERE closed = 1;

CREATE TABLE leg (
  block_id INTEGER NOT NULL, ord INTEGER NOT NULL, transfer_id INTEGER NOT NULL,
  via INTEGER NOT NULL, step INTEGER NOT NULL, bridge INTEGER NOT NULL, payload_hash BLOB,
  asset INTEGER NOT NULL, amount BLOB NOT NULL, sender INTEGER NOT NULL, recipient INTEGER NOT NULL,
  origin INTEGER NOT NULL, destination INTEGER NOT NULL, unbound INTEGER, bindings TEXT,
  PRIMARY KEY (block_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX leg_transfer ON leg (transfer_id);
CREATE TABLE leg_holder (
  account INTEGER NOT NULL, venue INTEGER NOT NULL, transfer_id INTEGER NOT NULL,
  block_id INTEGER NOT NULL, ord INTEGER NOT NULL,
  PRIMARY KEY (account, venue, transfer_id, block_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX leg_holder_venue ON leg_holder (venue, transfer_id);
CREATE INDEX leg_holder_leg ON leg_holder (block_id, ord);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY, block_id INTEGER NOT NULL, tx_index INTEGER NOT NULL,
  log_index INTEGER NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, log TEXT NOT NULL,
  UNIQUE (block_id, tx_index, log_index, source)
) STRICT;

CREATE TABLE progress (
  chain INTEGER PRIMARY KEY, block_id INTEGER NOT NULL, safe INTEGER NOT NULL,
  finalized INTEGER NOT NULL, phase INTEGER NOT NULL, recent_above INTEGER NOT NULL
) STRICT;
CREATE TABLE coverage (
  chain INTEGER NOT NULL, source TEXT NOT NULL, filter_digest TEXT NOT NULL,
  from_block INTEGER NOT NULL, from_timestamp INTEGER NOT NULL, to_block INTEGER NOT NULL,
  PRIMARY KEY (chain, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE cut (
  sequence INTEGER PRIMARY KEY, revision INTEGER NOT NULL, published_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE cut_chain (
  sequence INTEGER NOT NULL, chain INTEGER NOT NULL, block_id INTEGER NOT NULL,
  safe INTEGER NOT NULL, finalized INTEGER NOT NULL, PRIMARY KEY (sequence, chain)
) STRICT, WITHOUT ROWID;
CREATE TABLE revision (
  number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, chain INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE incident (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, chain INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  text TEXT NOT NULL, evidence TEXT NOT NULL
) STRICT;
`

/**
 * Version 2.
 *
 * - `block_digest` guards the rows of a canonical block, `chain_digest` is the sum over a chain; see `DigestWriter`.
 * - `lease.epoch` rises with every writer: one that lost its lock while it was paused may not write.
 * - `retention` is where the history of a chain begins after `db prune --before`; `baseline` guards the rows kept below.
 * - Of cuts nothing but the newest is read, so that older ones go.
 * - `raw_segment` lists ranges whose final raw logs are kept, compressed in `raw_bytes`; `raw_filter` is what was asked for.
 * - `coverage.decoder` names the decoder that derived the facts; `coverage.spans` says how far each stretch was verified.
 */
const version2 = `
ALTER TABLE coverage ADD COLUMN decoder TEXT NOT NULL DEFAULT '';
ALTER TABLE coverage ADD COLUMN spans TEXT NOT NULL DEFAULT '';

CREATE TABLE block_digest (block_id INTEGER PRIMARY KEY, digest BLOB NOT NULL) STRICT;
CREATE TABLE chain_digest (
  chain INTEGER PRIMARY KEY, digest BLOB NOT NULL, blocks INTEGER NOT NULL
) STRICT;
CREATE TABLE lease (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL) STRICT;
INSERT INTO lease (id, epoch) VALUES (1, 0);
CREATE TABLE retention (
  chain INTEGER PRIMARY KEY, number INTEGER NOT NULL, timestamp INTEGER NOT NULL,
  baseline BLOB NOT NULL, pruned_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE raw_filter (id INTEGER PRIMARY KEY, filters TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE raw_segment (
  id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, from_block INTEGER NOT NULL,
  to_block INTEGER NOT NULL, filter INTEGER NOT NULL, logs INTEGER NOT NULL, size INTEGER NOT NULL
) STRICT;
CREATE INDEX raw_segment_range ON raw_segment (chain, from_block);
CREATE INDEX raw_segment_end ON raw_segment (chain, to_block);
CREATE TABLE raw_bytes (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
DELETE FROM cut WHERE sequence < (SELECT max(sequence) FROM cut);
DELETE FROM cut_chain WHERE sequence < (SELECT max(sequence) FROM cut);
`

/**
 * Version 3.
 *
 * - `venue_account` also names whoever legs name: value that is on its way to somebody new is in no series yet.
 */
const version3 = `
INSERT OR IGNORE INTO venue_account (venue, address, account)
  SELECT DISTINCT h.venue, a.bytes, a.id FROM leg_holder h JOIN address a ON a.id = h.account;
`

/**
 * Version 4.
 *
 * - `seal` guards what `block_digest` does not: the sum over all canonical blocks, and the rows that say how far a chain has
 *   come and what is covered of it; see `SealWriter`.
 */
const version4 = `
CREATE TABLE seal (chain INTEGER PRIMARY KEY, blocks BLOB NOT NULL, state BLOB NOT NULL) STRICT;
`

/**
 * Version 5.
 *
 * - `leg.alias_id` is the row of another name of its transfer: what stands under both names is one transfer.
 * - `transfer.root` is the lowest row of all names of a transfer, 0 where it has one name; like the columns beside it, it
 *   follows from the canonical legs.
 * - `transfer_route` lists what may be open of a route by the block that sent it, `transfer_delivered` what arrived.
 * - `transfer_tx` finds the transfers of a transaction by the first bytes of its hash. It is a hint: rows are only ever
 *   added, and whoever reads it looks at the legs.
 */
const version5 = `
ALTER TABLE leg ADD COLUMN alias_id INTEGER;
ALTER TABLE transfer ADD COLUMN root INTEGER NOT NULL DEFAULT 0;
CREATE INDEX leg_alias ON leg (alias_id) WHERE alias_id IS NOT NULL;
CREATE INDEX transfer_root ON transfer (root) WHERE root <> 0;
CREATE TABLE transfer_tx (
  prefix BLOB NOT NULL, transfer_id INTEGER NOT NULL, PRIMARY KEY (prefix, transfer_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO transfer_tx (prefix, transfer_id)
  SELECT substr(x.hash, 1, 8), l.transfer_id FROM leg l
  JOIN tx x ON x.block_id = l.block_id AND x.slot = ${txSlotSql('l.ord')} ORDER BY 1, 2;
CREATE INDEX transfer_route ON transfer (bridge, origin, destination, sent_number)
  WHERE closed = 0;
CREATE INDEX transfer_delivered ON transfer (bridge, origin, destination, credited_number)
  WHERE sent_number > 0 AND credited_number > 0;
`

/**
 * Version 6.
 *
 * - The digest of a block also guards what is quarantined of it, the seal of a chain its incidents. No table changes.
 */
const version6 = ''

/**
 * Version 7.
 *
 * - `transfer.closed` is 1 also of what its own chain refunded or cancelled; `credited_chain` and `credited_number` then say
 *   where. No table changes.
 */
const version7 = ''

/**
 * Version 8. With many transfers a leg costs what it touches at random places of the file, so that there are fewer of them.
 *
 * - `leg` is in the order of transfers: all legs of one are one seek. `leg_place` finds a leg in its block.
 * - `transfer_tx` is one list per run of transfers, see `runOfTransfer`: hashes fall at random places of the newest run only.
 */
const version8 = `
CREATE TABLE leg_by_transfer (
  transfer_id INTEGER NOT NULL, block_id INTEGER NOT NULL, ord INTEGER NOT NULL,
  via INTEGER NOT NULL, step INTEGER NOT NULL, bridge INTEGER NOT NULL, payload_hash BLOB,
  asset INTEGER NOT NULL, amount BLOB NOT NULL, sender INTEGER NOT NULL, recipient INTEGER NOT NULL,
  origin INTEGER NOT NULL, destination INTEGER NOT NULL, unbound INTEGER, bindings TEXT,
  alias_id INTEGER, PRIMARY KEY (transfer_id, block_id, ord)
) STRICT, WITHOUT ROWID;
INSERT INTO leg_by_transfer SELECT transfer_id, block_id, ord, via, step, bridge, payload_hash,
  asset, amount, sender, recipient, origin, destination, unbound, bindings, alias_id
  FROM leg ORDER BY transfer_id, block_id, ord;
DROP TABLE leg;
ALTER TABLE leg_by_transfer RENAME TO leg;
CREATE UNIQUE INDEX leg_place ON leg (block_id, ord);
CREATE INDEX leg_alias ON leg (alias_id) WHERE alias_id IS NOT NULL;

CREATE TABLE transfer_tx_by_run (
  run INTEGER NOT NULL, prefix BLOB NOT NULL, transfer_id INTEGER NOT NULL,
  PRIMARY KEY (run, prefix, transfer_id)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_tx_by_run SELECT ${runOfTransferSql('transfer_id')}, prefix, transfer_id
  FROM transfer_tx ORDER BY 1, 2, 3;
DROP TABLE transfer_tx;
ALTER TABLE transfer_tx_by_run RENAME TO transfer_tx;
`

/** All steps in order; version n is the n-th. */
export const migrations: readonly Migration[] = [
  { version: 1, sql: version1 },
  { version: 2, sql: version2, run: backfillDigests },
  { version: 3, sql: version3 },
  { version: 4, sql: version4, run: sealChains },
  { version: 5, sql: version5, run: rederiveTransfers },
  { version: 6, sql: version6, run: digestQuarantine },
  { version: 7, sql: version7, run: rederiveReturned },
  { version: 8, sql: version8 },
]
