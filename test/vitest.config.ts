import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Vite would take graphql's ES modules for our code while yoga gets its CommonJS: two copies that refuse each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/lab/cache/**', 'test/contracts/**'],
    // Processes, because better-sqlite3 and the anvils of the lab belong to the one that opened them.
    pool: 'forks',
    // Two cores; a third worker would only slow the nodes that the end-to-end tests start.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that passes on the second attempt hides a race.
    retry: 0,
  },
})
