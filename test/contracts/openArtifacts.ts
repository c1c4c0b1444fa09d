import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'
import { fillOnce } from '../lab/fillOnce.ts'
import { labCacheRoot } from '../lab/labCache.ts'
import { unpackTarball } from '../lab/unpackTarball.ts'

/** A contract as its package ships it. */
export interface Artifact {
  abi: Abi
  bytecode: Hex
}

/** A package whose contracts ship compiled, pinned by version and integrity, and the files of it that are wanted. */
export interface ArtifactPackage<name extends string> {
  spec: string
  integrity: string
  files: Readonly<Record<name, string>>
}

/** Reads artifacts out of a package, which is fetched once into the lab's cache, outside the repository. */
export async function openArtifacts<name extends string>(
  wanted: ArtifactPackage<name>,
): Promise<Readonly<Record<name, Artifact>>> {
  const root = labCacheRoot()
  const { spec, integrity, files } = wanted
  const key = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)
  const folder = join(root, `artifacts-${key}`)
  const members = Object.values<string>(files).map((file) => `package/${file}`)
  await fillOnce(folder, (temporary) =>
    unpackTarball({ spec, integrity, folder: temporary, members }),
  )
  const read = (file: string): Artifact => {
    const { abi, bytecode } = JSON.parse(readFileSync(join(folder, 'package', file), 'utf8'))
    return { abi, bytecode }
  }
  const entries = Object.entries<string>(files).map(([name, file]) => [name, read(file)])
  // CAST: one entry per wanted file was made above.
  return Object.fromEntries(entries) as Record<name, Artifact>
}
