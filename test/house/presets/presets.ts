import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chainNames } from './ChainNames.ts'
import { findDisagreements } from './findDisagreements.ts'
import { fetchPackages } from './packages.ts'
import { readAssets } from './readAssets.ts'
import { readPackages } from './readPackages.ts'
import { readRollup } from './readRollup.ts'
import { spellContracts } from './spellContracts.ts'

/**
 * Compares `chains/contracts/` with what the protocols' own packages say, and ends with 1 where one disagrees, also with
 * another package; with `--write` it writes the files anew. Runs on demand: it needs the npm registry.
 */
async function main(): Promise<void> {
  const folders = await fetchPackages()
  const different: string[] = []
  const doubts: string[] = []
  try {
    for (const chain of chainNames) {
      const groups = { ...(await readPackages(folders, chain)), opStack: readRollup(chain) }
      const assets = readAssets(folders.tokens, chain)
      doubts.push(...(await findDisagreements(folders, chain, groups, assets)))
      const text = spellContracts(chain, groups, assets)
      const file = fileURLToPath(
        new URL(`../../../chains/contracts/${chain.preset}.ts`, import.meta.url),
      )
      if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
      different.push(chain.preset)
      if (process.argv.includes('--write')) writeFileSync(file, text)
    }
  } finally {
    await rm(folders.opStack, { recursive: true })
  }
  report(different, doubts)
}

function report(different: readonly string[], doubts: readonly string[]): void {
  const write = (line: string): boolean => process.stdout.write(`${line}\n`)
  doubts.forEach(write)
  const isWritten = process.argv.includes('--write')
  if (different.length === 0) write('The presets say what the packages say.')
  else if (isWritten) write(`Written anew: ${different.join(', ')}.`)
  else write(`Other than the packages say: ${different.join(', ')}; \`--write\` writes them anew.`)
  if (doubts.length > 0 || (different.length > 0 && !isWritten)) process.exitCode = 1
}

await main()
