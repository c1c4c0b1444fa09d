import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Fetches one package without what it depends on, checks that it is the pinned one where that is said, and unpacks it. */
export async function unpackTarball(parameters: {
  /** Name and version. */
  spec: string
  /** As npm spells it, SHA-512. */
  integrity?: string
  folder: string
  /** Paths in the tarball, which begin with `package/`; all of it where nothing is said. */
  members?: readonly string[]
}): Promise<void> {
  const { spec, integrity, folder, members = [] } = parameters
  const packed = await run('npm', ['pack', '--silent', spec], { cwd: folder })
  const tarball = join(folder, packed.stdout.trim())
  if (integrity !== undefined) await assertIntegrity(tarball, integrity)
  await run('tar', ['-xzf', tarball, '-C', folder, ...members])
  await rm(tarball)
}

async function assertIntegrity(tarball: string, integrity: string): Promise<void> {
  const digest = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')
  if (`sha512-${digest}` === integrity) return
  throw new Error(`${tarball} is not the package that is pinned. Check the npm registry.`)
}
