import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes that only those meet who read through GraphQL: documents, pages, subscriptions, limits. */
export const readerBugs: readonly PlantedBug[] = [
  {
    id: 'reader-per-field',
    breaks: 'I4',
    room: 'api',
    harm: 'Two fields of one document are read from two states.',
    edit: {
      file: 'src/api/readers/createReaderPool.ts',
      search: 'opening.get(key) ?? views.open(at)',
      replace: 'views.open(at)',
    },
  },
  {
    id: 'page-of-another-cut',
    breaks: 'I4',
    room: 'api',
    harm: 'A list that is paged through while the chains move has rows twice, or lacks some.',
    edit: {
      file: 'src/api/paging/readPage.ts',
      search: 'cursor !== undefined && at == null',
      replace: 'cursor !== undefined && at === first',
    },
  },
  {
    id: 'row-on-two-pages',
    breaks: 'I4',
    room: 'store',
    harm: 'The last account of a page is the first of the next one too.',
    edit: {
      file: 'src/store/sqlite/AccountReader.ts',
      search: "order === 'asc' ? '>' : '<'",
      replace: "order === 'asc' ? '>=' : '<'",
    },
  },
  {
    id: 'accounts-of-later-blocks',
    breaks: 'I4',
    room: 'store',
    harm: 'A list at a past moment names accounts that did not exist yet.',
    edit: {
      file: 'src/store/sqlite/AccountReader.ts',
      search: 'CROSS JOIN series s ON s.key_id = k.id AND s.block_number <= c.height',
      replace: 'CROSS JOIN series s ON s.key_id = k.id',
    },
  },
]
