import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest files by far, longest first; `.ci/run` has the first build the image. */
const longest = [
  'test/house/dockerfile.test.ts',
  'test/e2e/crash.test.ts',
  'test/margin/index/accountIndex.test.ts',
  'test/simulate/planted/shortList.test.ts',
  'test/simulate/real/realNodes.test.ts',
  'test/simulate/simulate.test.ts',
  'test/faults/transport.test.ts',
  'test/e2e/hotChange.test.ts',
  'test/lab/demo.test.ts',
  'test/cli/packedTarball.test.ts',
  'test/cli/dbLive.test.ts',
]

/** Starts the longest files first, so that the end of a run does not wait for one of them alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = longest.indexOf(relative(this.ctx.config.root, moduleId))
      return rank < 0 ? longest.length : rank
    }
    return sorted.sort((a, b) => rankOf(a) - rankOf(b))
  }
}
