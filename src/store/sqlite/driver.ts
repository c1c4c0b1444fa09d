import { createRequire } from 'node:module'
import { versions } from 'node:process'
import type Constructor from 'better-sqlite3'

const require = createRequire(import.meta.url)

/**
 * better-sqlite3 for the Node that runs. Release 12 is the last for Node 20, and aborts the process where Node 24.19 or
 * later collects one of its statements (`RemoveEnvironmentCleanupHook`, `env != nullptr`); release 13 is built on
 * Node-API, and crashes on Node 20 when it opens a file. npm installs 13 beside 12 where Node is 22 or later.
 */
export const Sqlite: typeof Constructor = load()

function load(): typeof Constructor {
  const [major = '0'] = versions.node.split('.')
  // CAST: both releases export the constructor that the types of 12 describe.
  return (
    Number(major) >= 22 ? require('better-sqlite3-13') : require('better-sqlite3')
  ) as typeof Constructor
}
