import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { protocols } from '../../src/protocols/bridges/protocols.ts'

/** A decoder as its sources stand. */
export interface DecoderSource {
  /** Its name without the version. */
  name: string
  version: number
  /** What it is made of, from the root: its own file and whatever that imports at run time. */
  files: readonly string[]
}

/** What was noted last: the version of each decoder, and a digest of each file that one is made of. */
export interface Noted {
  versions: Readonly<Record<string, number>>
  files: Readonly<Record<string, string>>
}

const root = resolve(import.meta.dirname, '../..')
const folder = 'src/protocols'
const notePath = join(import.meta.dirname, 'decoderVersions.json')

/** Every decoder of the product; those of an operator's own definitions carry the version of the definition. */
export function listDecoders(): readonly DecoderSource[] {
  return [...listProtocols(), ...listOthers()]
}

/** Protocols stand in a list whose imports say where each is made; all are read by one decoder. */
function listProtocols(): DecoderSource[] {
  const path = `${folder}/bridges/protocols.ts`
  const text = read(path)
  const shared = filesOf(`${folder}/bridges/createProtocolDecoder.ts`)
  return Object.entries(protocols).map(([name, { version }]) => {
    const [, word = name] = new RegExp(`^  '?${name}'?: (\\w+),$`, 'm').exec(text) ?? []
    const [, from] = new RegExp(`import \\{[^}]*\\b${word}\\b[^}]*\\} from '(.+)'`).exec(text) ?? []
    if (from === undefined) throw new Error(`${path} does not say where ${name} is made.`)
    const own = filesOf(join(dirname(path), from))
    return { name, version, files: [...new Set([...own, ...shared])].sort() }
  })
}

/** Others say their name and version in one word. */
function listOthers(): DecoderSource[] {
  return listFolder(folder).flatMap((path) => {
    const text = read(path)
    const [, name, said] = /const name = ['`](\w+)@(\d+|\$\{version\})/.exec(text) ?? []
    if (name === undefined) return []
    const [, digits = said] = /^const version = (\d+)$/m.exec(text) ?? []
    return [{ name, version: Number(digits), files: filesOf(path) }]
  })
}

export function listFolder(path: string): string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(path, file))
    .sort()
}

/** A file with all that it imports at run time but errors, from the root. A set is walked in the order in which it grows. */
function filesOf(entry: string): string[] {
  const files = new Set([entry])
  for (const file of files)
    for (const [, isType, from = ''] of read(file).matchAll(
      /^(?:import|export) (type )?[^'"]*?from '(\.[^']+)'/gm,
    ))
      if (isType === undefined && !from.includes('/errors/'))
        files.add(relative(root, resolve(root, dirname(file), from)))
  return [...files].sort()
}

/** Of a file without its comments, its layout, and imports of what is gone at run time. */
export function digestOf(path: string): string {
  const code = read(path)
    .replace(/^import type [^']*'[^']+'$/gm, '')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/\*|\*)/.test(line))
    .join(' ')
    .replace(/\s+/g, ' ')
  return createHash('sha256').update(code).digest('hex').slice(0, 16)
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function readNoted(): Noted {
  // CAST: the file that is written below.
  return JSON.parse(readFileSync(notePath, 'utf8')) as Noted
}

export function toNoted(decoders: readonly DecoderSource[]): Noted {
  const files = [...new Set(decoders.flatMap((decoder) => decoder.files))].sort()
  return {
    versions: Object.fromEntries(
      decoders.map(({ name, version }) => [name, version] as const).sort(),
    ),
    files: Object.fromEntries(files.map((file) => [file, digestOf(file)])),
  }
}

/** Decoders that are made of other code than was noted under the version that they still have, each with a sentence. */
export function findForgotten(
  decoders: readonly DecoderSource[],
  noted: Noted,
  digest: (path: string) => string = digestOf,
): ReadonlyMap<string, string> {
  return new Map(
    decoders.flatMap(({ name, version, files }) => {
      const changed = files.filter((file) => noted.files[file] !== digest(file))
      if (changed.length === 0 || noted.versions[name] !== version) return []
      const text = `${name}@${version} is made of other code than was noted: ${changed.join(', ')}. If the same logs may give other facts now, raise its version, so that databases derive them anew; then run \`npx jiti test/protocols/decoderVersions.ts\`. If it decodes alike, run it with \`--alike ${name}\` (or \`--alike all\`).`
      return [[name, text] as const]
    }),
  )
}

if (process.argv[1] === import.meta.filename) {
  const [, , option, names = ''] = process.argv
  const alike = option === '--alike' ? names.split(',') : []
  const decoders = listDecoders()
  const forgotten = [...findForgotten(decoders, readNoted())]
    .filter(([name]) => !alike.includes('all') && !alike.includes(name))
    .map(([, text]) => text)
  if (forgotten.length > 0) {
    process.stderr.write(`${forgotten.join('\n')}\n`)
    process.exitCode = 1
  } else writeFileSync(notePath, `${JSON.stringify(toNoted(decoders), null, 2)}\n`)
}
