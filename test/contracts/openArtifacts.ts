import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'
import type { Bytecodes } from '../lab/compileSources.ts'
import { fetchPackage, type PinnedPackage } from './fetchPackage.ts'

/** A contract as its package ships it. */
export interface Artifact {
  abi: Abi
  bytecode: Hex
}

/** A package whose contracts ship compiled, and the files of it that are wanted. */
export interface ArtifactPackage<name extends string> extends PinnedPackage {
  files: Readonly<Record<name, string>>
}

/** Reads artifacts out of a package, which is fetched once. */
export async function openArtifacts<name extends string>(
  wanted: ArtifactPackage<name>,
): Promise<Readonly<Record<name, Artifact>>> {
  const files = Object.entries<string>(wanted.files)
  const folder = await fetchPackage(
    wanted,
    files.map(([, file]) => file),
  )
  const read = (file: string): Artifact => {
    const { abi, bytecode } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return { abi, bytecode }
  }
  const entries = files.map(([name, file]) => [name, read(file)])
  // CAST: one entry per wanted file was made above.
  return Object.fromEntries(entries) as Record<name, Artifact>
}

/** A contract that a test compiled, with as much of its ABI as the test speaks. */
export function compiled(bytecodes: Bytecodes, name: string, abi: Abi): Artifact {
  const bytecode = bytecodes[name]
  if (bytecode === undefined) throw new Error(`${name} was not compiled`)
  return { abi, bytecode }
}
