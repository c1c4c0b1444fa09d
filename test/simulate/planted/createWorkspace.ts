import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { applyEdit } from './applyEdit.ts'
import type { Edit } from './PlantedBug.ts'

export const repository = join(import.meta.dirname, '../../..')

/** What every run of the simulator starts from; the test files that it needs are found by their imports. */
export const entry = 'test/simulate/simulate.ts'

/** A copy of the shipped code and of the simulator, in which a bug may be planted. */
export interface Workspace {
  folder: string
  plant(edit: Edit): void
  /** Takes a planted edit out again. */
  restore(edit: Edit): void
  remove(): void
}

/** Copies `src/` and the simulator into a temporary folder, as they are or as they were committed; packages are linked. */
export function createWorkspace({ isCommitted = false } = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-planted-'))
  if (isCommitted) copyCommitted(folder)
  else copyTree(folder)
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  // What is planted is what was copied, whatever happens to the repository meanwhile.
  const originals = new Map<string, string>()
  const originalOf = (file: string): string => {
    const text = originals.get(file) ?? readFileSync(join(folder, file), 'utf8')
    originals.set(file, text)
    return text
  }
  return {
    folder,
    plant: (edit) => writeFileSync(join(folder, edit.file), applyEdit(originalOf(edit.file), edit)),
    restore: ({ file }) => writeFileSync(join(folder, file), originalOf(file)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function copyTree(folder: string): void {
  cpSync(join(repository, 'src'), join(folder, 'src'), { recursive: true })
  for (const file of ['package.json', 'tsconfig.json', ...importsOf(entry)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(repository, file), join(folder, file))
  }
}

function copyCommitted(folder: string): void {
  const paths = ['src', 'test', 'package.json', 'tsconfig.json']
  const maxBuffer = 2 ** 28
  const input = execFileSync('git', ['archive', 'HEAD', ...paths], { cwd: repository, maxBuffer })
  execFileSync('tar', ['-x', '-C', folder], { input })
}

/** The files outside `src/` that `file` imports, directly or not, and itself. Paths are relative to the repository. */
function importsOf(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || file.startsWith('src/')) return found
  found.add(file)
  const path = join(repository, file)
  for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const imported = join(dirname(path), target)
    if (existsSync(imported)) importsOf(relative(repository, imported), found)
  }
  return found
}
