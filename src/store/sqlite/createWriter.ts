import type { Database } from 'better-sqlite3'
import { StoreFullError } from '../StoreFullError.ts'
import { checkpoint } from './checkpoint.ts'
import { commit } from './commit.ts'
import { createLease } from './createLease.ts'
import { createDictionary } from './Dictionary.ts'
import { isFull } from './isFull.ts'
import { refold } from './refold.ts'
import { retract } from './retract.ts'
import type { WriterPort } from './WriterPort.ts'
import { createWriters } from './Writers.ts'

/** Words that are looked up by their text once more: those of a session are held by `StoredWords`. */
const WORDS_MAX = 10_000

/** The writer over an open, migrated database whose lock is held. Every write is one synchronous transaction. */
export function createWriter(parameters: { db: Database; path: string }): WriterPort {
  const { db, path } = parameters
  const dictionary = createDictionary(db, WORDS_MAX)
  const writers = createWriters(db, dictionary)
  const lease = createLease(db, path)

  function write<result>(record: () => result): result {
    try {
      return db
        .transaction(() => {
          lease.assertHeld()
          return record()
        })
        .immediate()
    } catch (error) {
      dictionary.forget()
      writers.words.forget()
      writers.blocks.forget()
      writers.digests.forget()
      writers.seals.forget()
      throw isFull(error) ? new StoreFullError({ path, cause: error }) : error
    }
  }

  return {
    async commit(batch) {
      writers.words.learn(batch.words)
      return write(() => commit(writers, batch))
    },
    async refold(batch) {
      writers.words.learn(batch.words)
      return write(() => refold(writers, batch))
    },
    retract: async (retraction) => write(() => retract(writers, retraction)),
    recordIncident: async (incident) =>
      write(() => {
        writers.evidence.incident(incident)
        writers.seals.settle(incident.chainId)
      }),
    checkpoint: async () => checkpoint(db),
    pruneRawLogs: async ({ chainId, below }) => write(() => writers.rawLogs.prune(chainId, below)),
    // Whoever opened the database closes it.
    async close() {},
  }
}
