import { mergeConfig } from 'vitest/config'
import base from '../vitest.config.ts'

/** Real contracts on real nodes beyond the lab's own: they fetch packages of many megabytes on first use. */
export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined } },
  { test: { include: ['test/contracts/**/*.test.ts'], maxWorkers: 1 } },
)
