import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes about contracts that the config has only later, while their past is read. */
export const joiningBugs: readonly PlantedBug[] = [
  {
    id: 'half-a-past-is-summed',
    breaks: 'I1',
    room: 'api',
    harm: 'A vault that was added is counted with as much of its past as was read so far.',
    edit: {
      file: 'src/api/views/cut/serveSnapshot.ts',
      search: 'snapshot.series(selector, at).filter(({ key }) => isServed(key)),',
      replace: 'snapshot.series(selector, at),',
    },
  },
  {
    id: 'half-a-past-is-called-whole',
    breaks: 'I8',
    room: 'api',
    harm: 'An answer that lacks a vault whose past is being read does not say that it is partial.',
    edit: {
      file: 'src/api/views/createViews.ts',
      search: 'isPartial: resolved.isPartial || sources.joining.length > 0',
      replace: 'isPartial: resolved.isPartial',
    },
  },
  {
    id: 'half-a-past-is-settled',
    breaks: 'bounds',
    room: 'api',
    harm: 'An account is called settled while a vault in which it may have more is still being read.',
    edit: {
      file: 'src/api/views/accounts/readAccount.ts',
      search: '...joining.provisional',
      replace: '...[]',
    },
  },
]
