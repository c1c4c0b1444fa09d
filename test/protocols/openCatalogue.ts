import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A catalogue of the reference folder, and the copy of those of its columns that tests need, which is there in every clone. */
export interface CatalogueFiles {
  referencePath: string
  hasReference: boolean
  /** Cells of the copy, a row per line; a test compares them with their source. */
  rows: readonly (readonly string[])[]
}

/** Opens `<name>.json` of the reference folder and its copy at `copyUrl`, cells split by tabs. */
export function openCatalogue(name: string, copyUrl: URL): CatalogueFiles {
  const referencePath = fileURLToPath(
    new URL(`../../../shared/reference/${name}.json`, import.meta.url),
  )
  const copy = readFileSync(fileURLToPath(copyUrl), 'utf8').trimEnd().split('\n')
  return {
    referencePath,
    hasReference: existsSync(referencePath),
    rows: copy.map((line) => line.split('\t')),
  }
}
