import { dirname, join } from 'node:path'
import type { Host } from '../env/Host.ts'
import { assert } from '../errors/assert.ts'

/** Folder of the installed package: the nearest with a package.json, from `src` as from `dist/bin`. */
export function findPackageRoot(host: Host): string {
  let root = import.meta.dirname
  while (!host.exists(join(root, 'package.json'))) {
    assert(dirname(root) !== root, 'the command line lies inside its package')
    root = dirname(root)
  }
  return root
}
