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
    id: 'readers-kept',
    breaks: 'readers',
    room: 'api',
    harm: 'Every question holds a connection to the database for ever.',
    edit: {
      file: 'src/api/plugins/useReaders.ts',
      search: `        } finally {
          readers.release()
        }`,
      replace: `        } finally {
          readers.toString()
        }`,
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
  {
    id: 'subscriber-told-once',
    breaks: 'readers',
    room: 'api',
    harm: 'A subscriber gets the first state and no change of it.',
    edit: {
      file: 'src/api/watch/WatchGroup.ts',
      search: 'before === watched.content',
      replace: 'group.latest.has(id)',
    },
  },
  {
    id: 'told-without-change',
    breaks: 'readers',
    room: 'api',
    harm: 'Every block is an event for every subscriber, whether anything changed or not.',
    edit: {
      file: 'src/api/watch/WatchGroup.ts',
      search: 'const before = group.latest.get(id)?.content',
      replace: 'const before = undefined',
    },
  },
  {
    id: 'latecomer-told-nothing',
    breaks: 'readers',
    room: 'api',
    harm: 'Who subscribes to what somebody follows already waits for the next change to see anything.',
    edit: {
      file: 'src/api/watch/createWatches.ts',
      search: 'else putLatest(group, inbox)',
      replace: 'else inbox.toString()',
    },
  },
  {
    id: 'reorged-transfer-stays',
    breaks: 'I6',
    room: 'api',
    harm: 'A subscriber goes on showing a transfer that a reorg removed.',
    edit: {
      file: 'src/api/watch/watchTransfers.ts',
      search: 'value.transfer !== undefined && !found.has(id)',
      replace: 'value.transfer === undefined && !found.has(id)',
    },
  },
  {
    id: 'evaluated-for-nobody',
    breaks: 'readers',
    room: 'api',
    harm: 'What a vanished subscriber watched is evaluated at every block, for ever.',
    edit: {
      file: 'src/api/watch/createWatches.ts',
      search: 'if (group.inboxes.size === 0 && groups.get(watch.key) === group)',
      replace: 'if (group.inboxes.size > 0 && groups.get(watch.key) === group)',
    },
  },
  {
    id: 'vanished-still-counted',
    breaks: 'readers',
    room: 'api',
    harm: 'Subscribers who closed their connection fill up the limit until nobody may subscribe.',
    edit: {
      file: 'src/api/watch/createInbox.ts',
      search: `      waiting.clear()
      end()`,
      replace: '      waiting.clear()',
    },
  },
  {
    id: 'listener-left-behind',
    breaks: 'readers',
    room: 'api',
    harm: 'A closed server goes on listening to the program.',
    edit: {
      file: 'src/api/watch/createWatches.ts',
      search: `    isClosed = true
    unsubscribe()`,
      replace: '    isClosed = true',
    },
  },
  {
    id: 'page-of-any-size',
    breaks: 'limits',
    room: 'api',
    harm: 'One request may ask for more rows than a page has.',
    edit: {
      file: 'src/api/paging/toFirst.ts',
      search: 'asked <= PAGE_ROWS_MAX',
      replace: 'asked <= PAGE_ROWS_MAX * 2',
    },
  },
  {
    id: 'one-subscription-more',
    breaks: 'limits',
    room: 'api',
    harm: 'One client opens more subscriptions than it may.',
    edit: {
      file: 'src/api/watch/createAdmission.ts',
      search: 'open >= SUBSCRIPTIONS_PER_CLIENT_MAX',
      replace: 'open > SUBSCRIPTIONS_PER_CLIENT_MAX',
    },
  },
]
