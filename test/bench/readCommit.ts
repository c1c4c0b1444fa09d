import { execFileSync } from 'node:child_process'
import { repository } from './startCompiled.ts'

/** The commit that is measured, and whether what is measured differs from it. */
export function readCommit(): { commit: string; isDirty: boolean } {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'src', 'chains', 'package.json')
  return { commit: git('rev-parse', 'HEAD'), isDirty: changed !== '' }
}
