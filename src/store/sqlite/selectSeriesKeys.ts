import type { Database } from 'better-sqlite3'
import type { SeriesSelector } from '../Snapshot.ts'
import { seriesKinds, toCode } from './codes.ts'
import { type Dictionary, NONE } from './Dictionary.ts'

const ownerKind = toCode(seriesKinds, 'owner')

/** Stored numbers of the keys that a selector names, each once; a word that was never stored names none. */
export function createSeriesKeys(db: Database, dictionary: Dictionary) {
  const { ofAccount, ofVenue, ofContract, ofKind, ofOwners } = prepareStatements(db)

  return (selector: SeriesSelector): readonly number[] => {
    switch (selector.of) {
      case 'accounts': {
        const venue = dictionary.findText(selector.venue)
        if (venue === undefined) return []
        return [...new Set(selector.accounts)].flatMap((account) => {
          const id = dictionary.findAddress(account)
          return id === undefined ? [] : ofAccount.all(venue, id)
        })
      }
      case 'totals': {
        const venue = dictionary.findText(selector.venue)
        return venue === undefined ? [] : ofVenue.all(venue, toCode(seriesKinds, 'total'))
      }
      case 'contracts': {
        const kind = toCode(seriesKinds, selector.kind)
        const ids = selector.contracts.flatMap(({ chainId, contract }) => {
          const id = dictionary.findAddress(contract)
          return id === undefined ? [] : ofContract.all(kind, chainId, id)
        })
        return [...new Set(ids)]
      }
      case 'kind':
        return ofKind.all(toCode(seriesKinds, selector.kind))
      case 'controls': {
        const bridge = dictionary.findText(selector.bridge)
        return bridge === undefined ? [] : ofVenue.all(bridge, toCode(seriesKinds, 'control'))
      }
      case 'owners': {
        const venue = dictionary.findText(selector.venue)
        return venue === undefined ? [] : ofOwners.all(venue)
      }
    }
  }
}

function prepareStatements(db: Database) {
  const ofAccount = db
    .prepare<[number, number], number>(
      `SELECT id FROM series_key WHERE venue = ? AND account = ? AND kind <> ${ownerKind}`,
    )
    .pluck()
  const ofVenue = db
    .prepare<[number, number], number>(
      `SELECT id FROM series_key WHERE venue = ? AND account = ${NONE} AND kind = ?`,
    )
    .pluck()
  const ofContract = db
    .prepare<[number, number, number], number>(`SELECT id FROM series_key
      WHERE kind = ? AND chain = ? AND contract = ? AND account = ${NONE}`)
    .pluck()
  const ofKind = db
    .prepare<[number], number>(`SELECT id FROM series_key WHERE kind = ? AND account = ${NONE}`)
    .pluck()
  const ofOwners = db
    .prepare<[number], number>(`SELECT id FROM series_key WHERE venue = ? AND kind = ${ownerKind}`)
    .pluck()
  return { ofAccount, ofVenue, ofContract, ofKind, ofOwners }
}
