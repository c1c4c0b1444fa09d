import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bytecodes, compileSources, type Sources } from './compileSources.ts'

/** Compiles `contracts/*.sol` once per content and compiler version. */
export async function compileContracts(parameters: {
  labFolder: string
  root: string
  packages: string
  onProgress: (message: string) => void
}): Promise<Bytecodes> {
  const { labFolder, root, packages, onProgress } = parameters
  return compileSources({
    sources: await readSources(join(labFolder, 'contracts')),
    wanted: ['*'],
    root,
    packages,
    onStart: () => onProgress('Compiling the contracts of the lab.'),
  })
}

async function readSources(folder: string): Promise<Sources> {
  const sources: Sources = {}
  for (const name of (await readdir(folder)).sort())
    sources[name] = { content: await readFile(join(folder, name), 'utf8') }
  return sources
}
