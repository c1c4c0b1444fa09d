import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from './Results.ts'
import { replaceFigures } from './replaceFigures.ts'
import { repository } from './startCompiled.ts'

// Exits 1 when the README's figures are not those that results.json gives.
const readme = readFileSync(join(repository, 'README.md'), 'utf8')
const text = readFileSync(join(import.meta.dirname, 'results.json'), 'utf8')
// CAST: bench.ts wrote the file.
const wanted = replaceFigures(readme, JSON.parse(text) as Results)

if (wanted !== readme) {
  const problem =
    wanted === undefined
      ? 'README.md lacks the markers of its figures, such as <!-- bench:start -->.'
      : 'The figures of README.md differ from test/bench/results.json; npm run bench -- --table writes them anew.'
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
