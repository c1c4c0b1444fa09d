import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fillOnce } from '../lab/fillOnce.ts'
import { labCacheRoot } from '../lab/labCache.ts'
import { unpackTarball } from '../lab/unpackTarball.ts'

/** A package of npm, pinned by version and integrity (SHA-512 as npm spells it). */
export interface PinnedPackage {
  spec: string
  integrity: string
}

/** Unpacks files or folders of a package once into the lab's cache, outside the repository, and answers where they are. */
export async function fetchPackage(
  { spec, integrity }: PinnedPackage,
  paths: readonly string[],
): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify({ spec, integrity, paths })).digest('hex')
  const folder = join(labCacheRoot(), `package-${key.slice(0, 16)}`)
  const members = paths.map((path) => `package/${path}`)
  await fillOnce(folder, (temporary) =>
    unpackTarball({ spec, integrity, folder: temporary, members }),
  )
  return join(folder, 'package')
}
