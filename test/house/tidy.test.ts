import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { version } from '../../src/version.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '')

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const sources = files.filter((path) => path.startsWith('src/') && path.endsWith('.ts'))

test('default: the map names every room, and no room that is not there', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const named = [...read('src/README.md').matchAll(/^\| `(\w+)\/` +\|/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(rooms.sort())
})

test('behavior: the map cites tests that exist', () => {
  const cited = [...read('src/README.md').matchAll(/`(test\/[^`]+)`/g)].map(
    ([, path]) => path ?? '',
  )
  const missing = cited.filter(
    (path) => !files.some((file) => file === path || file.startsWith(path)),
  )
  expect(missing).toEqual([])
})

test('behavior: nothing is random or reads a clock outside env', () => {
  const offenders = sources
    .filter((path) => !path.startsWith('src/env/'))
    .filter((path) => /Math\.random|Date\.now|new Date\(\)/.test(read(path)))
  expect(offenders).toEqual([])
})

test('behavior: casts carry their reason', () => {
  const offenders = sources
    .filter((path) => !path.startsWith('src/api/generated/'))
    .flatMap((path) => {
      const lines = read(path).split('\n')
      return lines.flatMap((line, index) => {
        const isCast =
          /\bas (?!const\b)[A-Z{(]/.test(line) && !/^\s*(\*|\/\*|\/\/|import|export)|'/.test(line)
        const above = lines.slice(Math.max(0, index - 8), index + 1).join('\n')
        return isCast && !above.includes('CAST:') ? [`${path}:${index + 1}`] : []
      })
    })
  expect(offenders).toEqual([])
})

test('behavior: nothing is left unfinished', () => {
  const marks = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', '@ts-' + 'ignore', 'biome-' + 'ignore'].join('|'),
  )
  const code = files.filter((path) => /^(src|chains|test)\/.*\.(ts|mjs|sol)$/.test(path))
  expect(code.filter((path) => marks.test(read(path)))).toEqual([])
})

test('default: the version stands once', () => {
  // CAST: the package's own manifest.
  const manifest = JSON.parse(read('package.json')) as { version: string }
  expect(version).toBe(manifest.version)
  expect(read('CHANGELOG.md')).toContain(`## ${version}`)
})

test('default: every direct dependency is pinned exactly', () => {
  // CAST: the package's own manifest.
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const pins = { ...manifest.dependencies, ...manifest.devDependencies }
  expect(Object.entries(pins).filter(([, pin]) => !/^\d+\.\d+\.\d+$/.test(pin))).toEqual([])
})

test('default: the top level holds what was agreed', () => {
  const agreed = new Set(
    `src chains schema.graphql test package.json docker-compose.yml docs README.md LICENSE CHANGELOG.md Dockerfile
     .dockerignore .gitignore .npmrc .ci tsconfig.json tsconfig.build.json rolldown.config.ts biome.json
     package-lock.json`.split(/\s+/),
  )
  const found = new Set(files.map((path) => path.split('/')[0] ?? ''))
  expect([...found].filter((name) => !agreed.has(name))).toEqual([])
})
