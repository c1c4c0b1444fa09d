import { dirname } from 'node:path'
import type { Host } from '../../../env/Host.ts'
import type { HostFacts } from './judgeHost.ts'

/** Codes of the file system that say something to an operator. */
const fileCode = /^E[A-Z]{2,20}$/

/** Measures the folder of the database. A database that a running Plimsoll writes is not touched. */
export async function readHost(host: Host, database: string): Promise<HostFacts> {
  const folder = nearestFolder(host, dirname(database))
  const facts = { nodeVersion: host.nodeVersion, folder }
  try {
    return { ...facts, measured: await host.probeFolder(folder), problem: undefined }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code !== 'string' || !fileCode.test(code)) throw error
    return { ...facts, measured: undefined, problem: code }
  }
}

/** The store makes what is missing, on the disk of what is there. */
function nearestFolder(host: Host, folder: string): string {
  const above = dirname(folder)
  return host.exists(folder) || above === folder ? folder : nearestFolder(host, above)
}
