import { join } from 'node:path'
import { compileScript } from './compileScript.ts'
import { runProgram } from './processes.ts'

/**
 * Compiles a script of this folder as the product is compiled, below `folder`, and runs it as a process of its own, so that
 * what a loader adds to every call between modules is not measured. Returns the JSON that the script printed as its last line.
 */
export async function runCompiled<result>(
  script: string,
  folder: string,
  args: readonly string[] = [],
): Promise<{ result: result; output: string }> {
  const output = await runProgram([compileScript(join('test', 'bench', script), folder), ...args])
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  // CAST: the script names the shape of what it prints.
  return { result: JSON.parse(last) as result, output }
}
