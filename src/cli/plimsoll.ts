#!/usr/bin/env node
// Nothing else may be imported before the check: an older Node would stop at their syntax, without a word of ours.
import { nodeVersionProblem } from './nodeVersionProblem.ts'

const problem = nodeVersionProblem(process.versions.node)
if (problem === undefined) {
  const { main } = await import('./main.ts')
  await main()
} else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 2
}
