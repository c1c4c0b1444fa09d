import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileContracts } from './compileContracts.ts'
import type { Bytecodes } from './compileSources.ts'
import { fillHyperlaneBytecode } from './fillHyperlaneBytecode.ts'
import { fillOnce } from './fillOnce.ts'
import { installPackages } from './installPackages.ts'

export type LabCache = {
  anvilBinary: string
  /** Folder in which the compiler is installed. */
  packages: string
  /** Our own contracts, compiled from `contracts/`. */
  own: Bytecodes
  /** Hyperlane's contracts, as they ship compiled in npm. */
  hyperlane: Bytecodes
}

/**
 * Returns the heavy things of the lab, installing and compiling them on first use into a folder
 * outside the repository (`PLIMSOLL_LAB_CACHE`, else `~/.cache/plimsoll-lab`).
 */
export async function openLabCache(onProgress: (message: string) => void): Promise<LabCache> {
  const labFolder = fileURLToPath(new URL('.', import.meta.url))
  const root = labCacheRoot()
  const manifest = await readFile(join(labFolder, 'package.json'))
  const lockfile = await readFile(join(labFolder, 'package-lock.json'))
  const key = createHash('sha256').update(manifest).update(lockfile).digest('hex').slice(0, 16)
  const folder = join(root, `packages-${key}`)
  await fillOnce(folder, async (temporary) => {
    await installPackages(labFolder, temporary, onProgress)
    await fillHyperlaneBytecode(labFolder, temporary, onProgress)
  })
  const own = await compileContracts({ labFolder, root, packages: folder, onProgress })
  const hyperlane = JSON.parse(await readFile(join(folder, 'hyperlane.json'), 'utf8')) as Bytecodes
  return { anvilBinary: resolveAnvil(folder), packages: folder, own, hyperlane }
}

/** Where heavy things of the lab are kept, outside the repository. */
export function labCacheRoot(): string {
  return process.env.PLIMSOLL_LAB_CACHE ?? join(homedir(), '.cache', 'plimsoll-lab')
}

/** Our process must own the node itself, so the wrapper script of the package is bypassed. */
function resolveAnvil(folder: string): string {
  const require = createRequire(join(folder, 'package.json'))
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  try {
    return require.resolve(`${name}/bin/anvil`)
  } catch (cause) {
    throw new Error(
      `The npm registry gave the lab no ${name}. Run it on a platform that anvil ships for.`,
      { cause },
    )
  }
}
