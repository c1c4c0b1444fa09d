import { execFileSync } from 'node:child_process'
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './processes.ts'
import { repository } from './startCompiled.ts'

/**
 * Compiles a script of this folder as the product is compiled, below `folder`, and runs it as a process of its own, so that
 * what a loader adds to every call between modules is not measured. Returns the JSON that the script printed as its last line.
 */
export async function runCompiled<result>(
  script: string,
  folder: string,
  args: readonly string[] = [],
): Promise<{ result: result; output: string }> {
  const compiled = join(folder, 'compiled')
  const config = join(folder, `${script}.tsconfig.json`)
  const options = { noEmit: false, rootDir: repository, outDir: compiled }
  const typeRoots = [join(repository, 'node_modules', '@types')]
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions: { ...options, typeRoots },
      files: [join(repository, 'test', 'bench', script)],
      include: [],
    }),
  )
  execFileSync('npx', ['tsc', '-p', config], { cwd: repository, stdio: 'inherit' })
  writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }\n')
  // Several scripts share one folder.
  const modules = join(compiled, 'node_modules')
  if (!existsSync(modules)) symlinkSync(join(repository, 'node_modules'), modules)
  const output = await runProgram([
    join(compiled, 'test', 'bench', script.replace(/\.ts$/, '.js')),
    ...args,
  ])
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  // CAST: the script names the shape of what it prints.
  return { result: JSON.parse(last) as result, output }
}
