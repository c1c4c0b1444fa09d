import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { fillOnce } from './fillOnce.ts'

/** Creation bytecode by contract name. */
export type Bytecodes = Record<string, Hex>

/** Solidity by the name under which other sources import it. */
export type Sources = Record<string, { content: string }>

type CompilerOutput = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

/** Compiles Solidity once per content and compiler version, into a folder of the lab's cache. */
export async function compileSources(parameters: {
  sources: Sources
  /** Names of the sources whose contracts are wanted; `*` for all. */
  wanted: readonly string[]
  root: string
  /** Folder in which the compiler is installed. */
  packages: string
  onStart: () => void
}): Promise<Bytecodes> {
  const { sources, wanted, root, packages, onStart } = parameters
  const input = toCompilerInput(sources, wanted)
  const solcManifest = await readFile(join(packages, 'node_modules/solc/package.json'))
  const key = createHash('sha256').update(solcManifest).update(input).digest('hex').slice(0, 16)
  const folder = join(root, `contracts-${key}`)
  await fillOnce(folder, async (temporary) => {
    onStart()
    const bytecodes = parseCompilerOutput(await compile(packages, input))
    await writeFile(join(temporary, 'bytecodes.json'), JSON.stringify(bytecodes))
  })
  // CAST: this function wrote the file.
  return JSON.parse(await readFile(join(folder, 'bytecodes.json'), 'utf8')) as Bytecodes
}

function toCompilerInput(sources: Sources, wanted: readonly string[]): string {
  const settings = {
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none' },
    outputSelection: Object.fromEntries(
      wanted.map((name) => [name, { '*': ['evm.bytecode.object'] }]),
    ),
  }
  return JSON.stringify({ language: 'Solidity', sources, settings })
}

async function compile(packages: string, input: string): Promise<string> {
  const script = fileURLToPath(new URL('./compile.mjs', import.meta.url))
  const compiler = spawn(process.execPath, [script, packages], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  compiler.stdin.end(input)
  return text(compiler.stdout)
}

function parseCompilerOutput(json: string): Bytecodes {
  // CAST: the shape of solc's standard output.
  const output = JSON.parse(json) as CompilerOutput
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  const bytecodes: Bytecodes = {}
  for (const file of Object.values(output.contracts))
    for (const [name, contract] of Object.entries(file))
      bytecodes[name] = `0x${contract.evm.bytecode.object}`
  return bytecodes
}
