import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Bytecodes, compileSources, type Sources } from '../lab/compileSources.ts'
import { labCacheRoot, openLabCache } from '../lab/labCache.ts'
import { fetchPackage, type PinnedPackage } from './fetchPackage.ts'

/** A package that ships Solidity, and the folders of it that are wanted. */
export interface SourcePackage extends PinnedPackage {
  folders: readonly string[]
}

const importsOf = /^import\s[^;]*?['"]([^'"]+)['"]\s*;/gm

/**
 * Compiles our own Solidity (`solidity/*.sol`, by file name) against that of packages, by the name under which it is imported,
 * such as `@openzeppelin/contracts`. Only what is reached by imports is compiled, once per content, into the lab's cache.
 */
export async function compileAgainst(
  own: readonly string[],
  packages: Readonly<Record<string, SourcePackage>>,
): Promise<Bytecodes> {
  const roots = new Map<string, string>()
  for (const [name, wanted] of Object.entries(packages))
    roots.set(name, await fetchPackage(wanted, wanted.folders))
  const sources: Sources = {}
  for (const name of own) collect(name, (file) => toPath(file, roots), sources)
  const { packages: compiler } = await openLabCache(() => {})
  const root = labCacheRoot()
  return compileSources({ sources, wanted: own, root, packages: compiler, onStart: () => {} })
}

/** Adds a source and all that it imports. */
function collect(name: string, pathOf: (name: string) => string, sources: Sources): void {
  if (sources[name] !== undefined) return
  const content = readFileSync(pathOf(name), 'utf8')
  sources[name] = { content }
  for (const [, imported = ''] of content.matchAll(importsOf)) {
    const isRelative = imported.startsWith('.')
    collect(isRelative ? posix.join(posix.dirname(name), imported) : imported, pathOf, sources)
  }
}

function toPath(name: string, roots: ReadonlyMap<string, string>): string {
  if (!name.startsWith('@'))
    return join(fileURLToPath(new URL('./solidity', import.meta.url)), name)
  const found = [...roots].find(([root]) => name.startsWith(`${root}/`))
  if (found === undefined) throw new Error(`No package of the test has ${name}.`)
  const [root, path] = found
  return join(path, name.slice(root.length + 1))
}
