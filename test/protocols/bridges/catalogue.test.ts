import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AbiEvent, toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { BridgeProtocol } from '../../../src/config/BridgeProtocol.ts'
import { protocols } from '../../../src/protocols/bridges/protocols.ts'
import {
  type CatalogueRow,
  hasReference,
  parseEvent,
  referencePath,
  rows,
  scopes,
  supplement,
} from './catalogue.ts'

if (!hasReference)
  process.stderr.write(
    `SKIPPED: no catalogue at ${referencePath}; its copy in the tree is not compared.\n`,
  )

const folder = fileURLToPath(new URL('../../../src/protocols/bridges', import.meta.url))

test.runIf(hasReference)('default: the copy of the catalogue is the catalogue', () => {
  const source = z
    .array(
      z.object({
        protocol: z.string(),
        version: z.string(),
        role: z.string(),
        contract: z.string(),
        topic0: z.string(),
        abi: z.string(),
      }),
    )
    .parse(JSON.parse(readFileSync(referencePath, 'utf8')))
  expect(rows.map(({ event: _, ...row }) => row)).toEqual(source)
})

test('default: every row hashes to its topic0', () => {
  const all = [...rows, ...supplement]
  expect(all.filter(({ event, topic0 }) => toEventSelector(event) !== topic0)).toEqual([])
  expect(rows).toHaveLength(189)
})

test('default: every protocol is listed under its name and answers for rows of the catalogue', () => {
  expect(Object.values(protocols).map(({ name }) => name)).toEqual(Object.keys(protocols))
  expect(scopes.flatMap(({ names }) => names).sort()).toEqual(Object.keys(protocols).sort())
})

const scoped = scopes.map((scope) => [scope.names.join(', '), scope] as const)

test.each(scoped)('behavior: every row of %s is read, or its file says why not', (_, scope) => {
  const read = new Set(scope.names.flatMap((name) => topicsOf(name)))
  const headers = scope.files.map((file) => headerOf(file)).join('\n')
  const covered = [...rows, ...supplement].filter(scope.covers)
  expect(covered.length).toBeGreaterThan(0)
  const unsaid = covered.filter(
    ({ topic0, event }) => !read.has(topic0) && !notRead(headers).includes(`\`${event.name}\``),
  )
  expect(unsaid.map(({ abi }) => abi)).toEqual([])
})

test.each(scoped)(
  'behavior: topics and indexed flags of %s are those of the catalogue',
  (_, scope) => {
    const covered = [...rows, ...supplement].filter(scope.covers)
    const signatures = scope.files.flatMap((file) => signaturesOf(file))
    for (const topic of new Set(scope.names.flatMap((name) => topicsOf(name)))) {
      const known = covered.filter(({ topic0 }) => topic0 === topic)
      expect(known, `topic ${topic} is in the catalogue`).not.toEqual([])
    }
    expect(signatures.length).toBeGreaterThan(0)
    for (const signature of signatures) {
      const same = covered.filter(({ topic0 }) => topic0 === toEventSelector(signature))
      expect(same.map(indexedOf), signature.name).toContainEqual(indexedOf({ event: signature }))
    }
  },
)

test('behavior: every source of a protocol stands in a scope', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && /(createProtocol\(|: BridgeProtocol = \{)/.test(read(file)),
  )
  const known = new Set(scopes.flatMap(({ files }) => files))
  expect(sources.filter((file) => !known.has(file) && file !== 'createProtocol.ts')).toEqual([])
})

function topicsOf(name: string): readonly string[] {
  const protocol: BridgeProtocol | undefined = protocols[name]
  if (protocol === undefined) throw new Error(`no protocol ${name}`)
  return Object.values(protocol.contracts).flatMap(({ topics }) => topics)
}

/** The first block comment of a file: its header. */
function headerOf(file: string): string {
  return /^\/\*\*[\s\S]*?\*\//.exec(read(file))?.[0] ?? ''
}

/** The part of a header that names what is not read. */
function notRead(header: string): string {
  return header.split('Not read:').slice(1).join(' ')
}

/** The declarations in a source, which are the only ABI that its decoder has. */
function signaturesOf(file: string): readonly AbiEvent[] {
  return [...read(file).matchAll(/['"`](event \w+\([^'"`]*\))['"`]/g)].map(([, text = '']) =>
    parseEvent(text),
  )
}

function read(file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8')
}

/** The indexed flags in order, with the names and types that they stand for. */
function indexedOf({ event }: Pick<CatalogueRow, 'event'>): readonly [string, boolean][] {
  return event.inputs.map((input) => [input.type, input.indexed === true])
}
