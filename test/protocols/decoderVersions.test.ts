import { expect, test } from 'vitest'
import {
  digestOf,
  findForgotten,
  listDecoders,
  listFolder,
  read,
  readNoted,
  toNoted,
} from './decoderVersions.ts'

const decoders = listDecoders()

test('default: a decoder whose code changed has another version, or was noted to decode alike', () => {
  expect([...findForgotten(decoders, readNoted()).values()]).toEqual([])
  const text = 'Run `npx jiti test/protocols/decoderVersions.ts` to note what changed.'
  expect(toNoted(decoders), text).toEqual(readNoted())
})

test('behavior: whoever signs facts is a decoder that is listed', () => {
  const files = new Set(decoders.flatMap((decoder) => decoder.files))
  const signing = listFolder('src/protocols').filter((path) => read(path).includes('factDecoder('))
  // An operator's own definitions carry a version and a digest of their ABI.
  expect(signing.filter((path) => !files.has(path))).toEqual(['src/protocols/custom.ts'])
  expect(new Set(decoders.map(({ name }) => name)).size).toBe(decoders.length)
  expect(decoders.filter(({ version }) => !Number.isInteger(version))).toEqual([])
})

test('behavior: a change is told of every decoder that the file is part of, until its version is raised', () => {
  const changed = 'src/protocols/bridges/layerzero/packet.ts'
  const digest = (path: string): string => (path === changed ? 'another' : digestOf(path))
  const noted = toNoted(decoders)
  const forgotten = findForgotten(decoders, noted, digest)
  const [first] = forgotten.values()
  expect(first).toContain(changed)
  expect(first).toContain('raise its version')
  const users = decoders.filter(({ files }) => files.includes(changed))
  expect([...forgotten.keys()]).toEqual(users.map(({ name }) => name))
  expect([...forgotten.keys()]).toEqual(expect.arrayContaining(['oft', 'oft-8', 'stargate-v2-eth']))
  expect([...forgotten.keys()]).not.toContain('erc4626')
  const raised = decoders.map((decoder) => ({ ...decoder, version: decoder.version + 1 }))
  expect(findForgotten(raised, noted, digest).size).toBe(0)
})
