import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { copiedPaths, dockerfileSteps } from './dockerfileSteps.ts'

const steps = dockerfileSteps()

/** Keys that the compose file uses, by the compose specification; another one is a slip of the pen. */
const duration = z.string().regex(/^(\d+[hms])+$/)
const service = z.strictObject({
  image: z
    .string()
    .regex(/^[a-z/]+:v\d+\.\d+\.\d+$/)
    .optional(),
  build: z.string().optional(),
  profiles: z.array(z.string()).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  stop_grace_period: duration.optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  depends_on: z.array(z.string()).optional(),
  ports: z.array(z.string()),
  volumes: z.array(z.string()),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string() })).optional(),
  read_only: z.literal(true).optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD'), z.string()], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.number().int(),
      start_period: duration,
    })
    .optional(),
})
const compose = z.strictObject({
  services: z.record(z.string(), service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  volumes: z.record(z.string(), z.null()),
})

const file = compose.parse(parse(readFileSync('docker-compose.yml', 'utf8')))
const { plimsoll, prometheus } = file.services

test('default: every service has its image, or is built from a folder with a Dockerfile', () => {
  for (const { image, build } of Object.values(file.services)) {
    if (build === undefined) expect(image).toBeDefined()
    else expect(existsSync(`${build}/Dockerfile`)).toBe(true)
  }
})

test('default: every named volume, config and service that is used is defined, and none is idle', () => {
  const services = Object.values(file.services)
  const mounted = services.flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]))
  const named = mounted.filter((name) => /^[a-z]+$/.test(name ?? ''))
  expect(named.sort()).toEqual(Object.keys(file.volumes).sort())
  const configs = services.flatMap(({ configs: used = [] }) => used.map(({ source }) => source))
  expect(configs).toEqual(Object.keys(file.configs))
  for (const name of services.flatMap(({ depends_on: names = [] }) => names)) {
    expect(Object.keys(file.services)).toContain(name)
  }
})

test('default: every variable has a default, or says what to write', () => {
  const text = readFileSync('docker-compose.yml', 'utf8')
  const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => inner)
  expect(variables.length).toBeGreaterThan(0)
  for (const variable of variables) expect(variable).toMatch(/^([A-Z_]+)(:-\d+|:\?write \1=.+)$/)
})

test('default: the config is mounted where the image expects it, and the data volume holds the database', () => {
  const command = steps.findLast(({ instruction }) => instruction === 'CMD')?.value ?? ''
  expect(command).toContain('"--config", "/config/plimsoll.config.ts"')
  expect(command).toContain('"--database", "/data/plimsoll.db"')
  expect(plimsoll?.volumes).toContain('data:/data')
  expect(
    plimsoll?.volumes.some((volume) => volume.endsWith(':/config/plimsoll.config.ts:ro')),
  ).toBe(true)
})

test('behavior: only this machine reaches the published ports', () => {
  for (const { ports } of Object.values(file.services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  }
})

test('behavior: Docker waits longer than Plimsoll needs to stop', () => {
  const source = readFileSync('src/cli/waitForEnd.ts', 'utf8')
  const graceMs = Number(/stopGraceMs = ([\d_]+)/.exec(source)?.[1]?.replaceAll('_', ''))
  expect(graceMs).toBeGreaterThan(0)
  expect(Number.parseInt(plimsoll?.stop_grace_period ?? '0', 10) * 1_000).toBeGreaterThan(graceMs)
})

test('behavior: Prometheus scrapes the port that the image exposes', () => {
  const config = z
    .object({
      scrape_configs: z.array(
        z.object({
          metrics_path: z.literal('/metrics'),
          static_configs: z.array(z.object({ targets: z.array(z.string()) })),
        }),
      ),
    })
    .parse(parse(file.configs.prometheus?.content ?? ''))
  const port = steps.find(({ instruction }) => instruction === 'EXPOSE')?.value
  expect(config.scrape_configs[0]?.static_configs[0]?.targets).toEqual([`plimsoll:${port}`])
  expect(prometheus?.profiles).toEqual(['metrics'])
})

test('default: everything the Dockerfile copies exists and is let through by .dockerignore', () => {
  const ignore = readFileSync('.dockerignore', 'utf8').trim().split('\n')
  expect(ignore[0]).toBe('*')
  const paths = steps.flatMap((step) => copiedPaths(step)?.from ?? [])
  expect(paths.length).toBeGreaterThan(0)
  for (const path of paths) {
    expect(existsSync(path)).toBe(true)
    expect(ignore).toContain(`!${path}`)
  }
})

test('default: what the image takes from the build stage is made there', () => {
  const made = ['/app/node_modules', '/app/dist', '/data']
  const copied = steps
    .flatMap((step) => copiedPaths(step)?.from ?? [])
    .map((path) => `/app/${path}`)
  const taken = steps
    .filter(({ instruction, value }) => instruction === 'COPY' && value.includes('--from=build'))
    .flatMap(({ value }) =>
      value
        .split(' ')
        .filter((word) => word.startsWith('/'))
        .slice(0, -1),
    )
  for (const path of taken) expect([...made, ...copied]).toContain(path)
})

test('behavior: the root is read-only, but where Compose copies an inline config into it', () => {
  for (const { read_only: isReadOnly, configs } of Object.values(file.services)) {
    expect(isReadOnly === true).toBe(configs === undefined)
  }
})

test('behavior: the image runs Node 24, and not as root', () => {
  const images = steps.filter(({ instruction }) => instruction === 'FROM').map(({ value }) => value)
  expect(images).toEqual(['node:24-bookworm AS build', 'node:24-bookworm-slim'])
  expect(steps.findLast(({ instruction }) => instruction === 'USER')?.value).toBe('1000:1000')
})
