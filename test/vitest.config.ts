import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longestFirst.ts'

const exclude = ['**/node_modules/**', 'test/lab/cache/**', 'test/contracts/**']

/** Files that start nodes or build the image: what one of them leaves behind when it fails ends with its process. */
const apart = ['test/e2e/**/*.test.ts', 'test/house/**/*.test.ts', 'test/lab/**/*.test.ts']

/** Vitest lets no order of ours be shuffled. */
const isShuffled = process.argv.some((word) => word.startsWith('--sequence.shuffle'))

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Vite would take graphql's ES modules for our code while yoga gets its CommonJS: two copies that refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Processes, because better-sqlite3 and the anvils of the lab belong to the one that opened them.
    pool: 'forks',
    // Two cores; a third worker would only slow the nodes that the end-to-end tests start.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that passes on the second attempt hides a race.
    retry: 0,
    sequence: isShuffled ? {} : { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'apart', include: apart, exclude } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...apart],
          // To start a process and load the program into it takes longer than most files' tests do. Nothing here changes
          // what another file sees: the program keeps its state in what it is given.
          isolate: false,
        },
      },
    ],
  },
})
