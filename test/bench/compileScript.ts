import { execFileSync } from 'node:child_process'
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { repository } from './startCompiled.ts'

/**
 * Compiles a script of the repository, by its path from there, as the product is compiled, below `folder`. Returns the path of
 * what is run. Types are checked by `npm run check`: here they would cost ten times what is done.
 */
export function compileScript(script: string, folder: string): string {
  const compiled = join(folder, 'compiled')
  const config = join(folder, `${basename(script)}.tsconfig.json`)
  const options = { noEmit: false, noCheck: true, rootDir: repository, outDir: compiled }
  const typeRoots = [join(repository, 'node_modules', '@types')]
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions: { ...options, typeRoots },
      files: [join(repository, script)],
      include: [],
    }),
  )
  execFileSync('npx', ['tsc', '-p', config], { cwd: repository, stdio: 'inherit' })
  writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }\n')
  // Several scripts share one folder.
  const modules = join(compiled, 'node_modules')
  if (!existsSync(modules)) symlinkSync(join(repository, 'node_modules'), modules)
  return join(compiled, script.replace(/\.ts$/, '.js'))
}
