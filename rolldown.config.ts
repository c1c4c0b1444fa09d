import { defineConfig } from 'rolldown'

/**
 * The command line and its threads with the libraries they use, in few files: Node takes longer to find and compile hundreds of
 * small modules, in each thread anew, than the program takes to start. What is for import by others stays as `tsc` writes it.
 */
export default defineConfig({
  input: {
    plimsoll: 'src/cli/plimsoll.ts',
    // Each is found beside whoever starts it.
    apiThread: 'src/api/thread/apiThread.ts',
    writerThread: 'src/store/sqlite/thread/writerThread.ts',
  },
  platform: 'node',
  // Addons, what finds files of its own beside its code, and the large page that only a browser asks for.
  external: [/^better-sqlite3/, 'jiti', 'pino', '@graphql-yoga/render-graphiql'],
  output: {
    dir: 'dist/bin',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  },
})
