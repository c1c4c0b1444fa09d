import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from './Results.ts'
import { replaceTable } from './readmeTable.ts'
import { repository } from './startCompiled.ts'

// Exits 1 when the README's benchmark table is not the one that results.json gives.
const readme = readFileSync(join(repository, 'README.md'), 'utf8')
const text = readFileSync(join(import.meta.dirname, 'results.json'), 'utf8')
// CAST: bench.ts wrote the file.
const wanted = replaceTable(readme, JSON.parse(text) as Results)

if (wanted !== readme) {
  const problem =
    wanted === undefined
      ? 'README.md lacks <!-- bench:start --> and <!-- bench:end -->.'
      : 'The benchmark table of README.md differs from test/bench/results.json; npm run bench -- --table writes it anew.'
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
