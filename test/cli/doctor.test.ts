import { expect, test } from 'vitest'
import { z } from 'zod'
import { addressOf, type ExampleConfig } from '../config/exampleConfig.ts'
import { callOf, type DoctorChange, homeCalls, homeHead, runDoctor } from './support/doctorWorld.ts'
import { exampleVariables } from './support/exampleNodes.ts'

const line = z.strictObject({
  status: z.enum(['pass', 'warn', 'fail']),
  scope: z.enum(['host', 'chain', 'endpoint', 'contract']),
  chain: z.string().optional(),
  subject: z.string().min(1),
  check: z.string().regex(/^[a-zA-Z]+$/),
  text: z.string().regex(/^[^\n]+\.$/),
  cure: z
    .string()
    .regex(/^[^\n]+\.$/)
    .optional(),
})

const count = z.number().int().nonnegative()
const shape = z.strictObject({
  isWell: z.boolean(),
  at: z.iso.datetime(),
  pass: count,
  warn: count,
  fail: count,
  requests: count,
  chains: z.array(
    z.strictObject({
      name: z.string(),
      id: z.number(),
      endpoints: count,
      independentEndpoints: count,
      price: z
        .strictObject({
          livePerDay: count,
          backfill: z.strictObject({
            unverified: count,
            verified: count.optional(),
            proven: count,
          }),
        })
        .optional(),
    }),
  ),
  lines: z.array(line),
})

/** The report, held against its shape: a line that is not well has a cure, and nothing is secret. */
async function examine(change: DoctorChange = {}) {
  const { exitCode, out, err } = await runDoctor(change)
  expect(err).toBe('')
  expect(out).not.toMatch(/canary|secret|https?:|127\.0\.0\.1|second\.test/)
  const report = shape.parse(JSON.parse(out))
  for (const { status, cure } of report.lines) expect(cure === undefined).toBe(status === 'pass')
  expect(report.isWell).toBe(report.fail === 0)
  expect(exitCode).toBe(report.isWell ? 0 : 1)
  return report
}

/** Status and sentence of one check, in the order of the report. */
async function look(subject: string, check: string, change: DoctorChange = {}): Promise<string[]> {
  const { lines } = await examine(change)
  return lines
    .filter((one) => one.subject === subject && one.check === check)
    .map(({ status, text, cure }) =>
      [status, text, ...(cure === undefined ? [] : [cure])].join(' '),
    )
}

test('default: all is well but for the chain with one endpoint', async () => {
  const report = await examine()
  const unwell = report.lines.filter(({ status }) => status !== 'pass')
  expect(unwell).toEqual([
    {
      status: 'warn',
      scope: 'chain',
      subject: 'away',
      chain: 'away',
      check: 'witnesses',
      text: "1 endpoint, so TRANSFER_UNBACKED of bridge 'route' and FINALITY_VIOLATED of away will only ever be unconfirmed.",
      cure: 'Add an endpoint of another host to chains.away.rpc.',
    },
  ])
  expect(
    report.chains.map(({ name, independentEndpoints }) => [name, independentEndpoints]),
  ).toEqual([
    ['home', 2],
    ['away', 1],
  ])
  expect(report.requests).toBeLessThan(250)
})

test('behavior: a person reads one line per check, with the cure behind it', async () => {
  const { exitCode, out } = await runDoctor({ json: false, home: { hasReceipts: false } })
  expect(exitCode).toBe(0)
  expect(out).toContain('pass  home#1  chainId: Answers, and serves chain 31001.\n')
  expect(out).toMatch(/^warn {2}home#1 {2}blockReceipts: .+ Have one endpoint with it: .+\.\n/m)
  expect(out).toMatch(/^\d+ pass, 2 warn, 0 fail; \d+ requests were sent\.\n$/m)
  expect(out).not.toMatch(/canary|secret|https?:/)
})

test('error: a mistake in the config is exit code 2', async () => {
  const { exitCode, err } = await runDoctor({
    config: (config) => Object.assign(config.chains.home, { id: 0 }),
  })
  expect(exitCode).toBe(2)
  expect(err).toContain('chains.home.id')
})

test.each<[name: string, change: DoctorChange, lines: string[]]>([
  ['right', {}, ['pass Answers, and serves chain 31001.']],
  [
    'another chain',
    { home: { chainId: 1 } },
    [
      'fail home#1 serves chain 1, not chain 31001. Write an endpoint of chain 31001 there, or correct chains.home.id.',
    ],
  ],
  [
    'unreachable',
    { nodes: (nodes) => Reflect.deleteProperty(nodes, 'http://127.0.0.1:1001') },
    ['fail home#1 cannot be reached. Start the node, or write an endpoint that answers.'],
  ],
])('behavior: chain id, %s', async (_, change, lines) => {
  expect(await look('home#1', 'chainId', change)).toEqual(lines)
})

test('behavior: a node that is syncing fails, and nothing more is asked of it', async () => {
  const { lines } = await examine({ home: { isSyncing: true } })
  const own = lines.filter(({ subject }) => subject === 'home#1')
  expect(own.map(({ status, check }) => [status, check])).toEqual([['fail', 'chainId']])
  expect(own[0]?.text).toContain('syncing')
})

const genesis = 1_700_000_000 - Number(homeHead)
test.each<[name: string, change: DoctorChange, line: string]>([
  ['in step', {}, 'pass Block 20000, the newest, is 2 s old.'],
  [
    'old',
    { home: { genesisTime: genesis - 90 } },
    'warn Block 20000, the newest, is 90 s old; the limit is 14 s. Check whether the chain stands still, the node lags or the clock of this machine is wrong.',
  ],
  [
    'ahead',
    { home: { genesisTime: genesis + 40 } },
    "warn Block 20000 is 40 s ahead of this machine's clock. Set the clock of this machine by NTP; if it is right, the node is not.",
  ],
  [
    'far ahead',
    { home: { genesisTime: genesis + 400 } },
    "fail Block 20000 is 400 s ahead of this machine's clock. Set the clock of this machine by NTP; if it is right, the node is not.",
  ],
])('behavior: clock, %s', async (_, change, line) => {
  expect(await look('home#1', 'head', change)).toEqual([line])
})

test.each<[name: string, change: DoctorChange, line: RegExp]>([
  ['served', {}, /^pass Safe and finalized are served, finalized 64 blocks behind\.$/],
  [
    'unsupported',
    { home: { safe: undefined, finalized: undefined } },
    /^warn The node does not serve safe and finalized: depths of 32 and 64 blocks stand in\./,
  ],
  ['one unsupported', { home: { safe: undefined } }, /^warn The node does not serve safe: /],
  [
    'constant',
    { home: { safe: 1n, finalized: 2n } },
    /^warn Finalized is 2 blocks behind the head, where 64 are expected: the tag may be a constant\./,
  ],
  [
    'standing still',
    { home: { finalized: 10_000n } },
    /^warn Finalized stands at block 10000, which is 10002 s old\./,
  ],
  [
    'impossible',
    { home: { safe: 64n, finalized: 32n } },
    /^fail Finalized is 19968, safe 19936 and the head 20000: backends disagree or the tags lie\./,
  ],
  [
    'not wanted',
    { config: (config) => Object.assign(config.chains.home, { finality: { policy: 'depth' } }) },
    /^pass Finality is by depth/,
  ],
])('behavior: tags, %s', async (_, change, line) => {
  const lines = await look('home#1', 'tags', change)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(line)
})

test.each<[name: string, subject: string, change: DoctorChange, status: string]>([
  ['answered', 'home#1', {}, 'pass'],
  ['refused where rates are read', 'home#1', { home: { hasPinnedCalls: false } }, 'fail'],
  ['refused where nothing is read', 'away#1', { away: { hasPinnedCalls: false } }, 'warn'],
])('behavior: reads by block hash, %s', async (_, subject, change, status) => {
  const [line] = await look(subject, 'pinnedReads', change)
  expect(line).toMatch(new RegExp(`^${status} Calls can`))
})

test.each<[name: string, change: DoctorChange, line: RegExp]>([
  ['answered', {}, /^pass eth_getBlockReceipts is answered\.$/],
  ['missing', { home: { hasReceipts: false } }, /^warn .+ Have one endpoint with it/],
  [
    'missing and needed',
    {
      home: { hasReceipts: false },
      config: (config) => Object.assign(config.chains.home, { coverage: 'proven' }),
    },
    /^fail .+ set chains\.home\.coverage to 'verified'\.$/,
  ],
])('behavior: receipts of a block, %s', async (_, change, line) => {
  expect((await look('home#1', 'blockReceipts', change))[0]).toMatch(line)
})

test.each<[name: string, batchMax: number, line: RegExp]>([
  ['large', 100, /^pass Takes 50 calls in a request\.$/],
  ['small', 20, /^warn Takes 20 calls in a request, not 50\./],
  ['none', 1, /^warn Takes no batch of calls\./],
])('behavior: batches, %s', async (_, batchMax, line) => {
  expect((await look('home#1', 'batch', { home: { batchMax } }))[0]).toMatch(line)
})

const crowd = Array.from({ length: 2_500 }, (_, i) => ({
  address: addressOf(0x31),
  topic: '0x0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f',
  block: homeHead - BigInt(i),
}))
test.each<[name: string, change: DoctorChange, lines: RegExp[]]>([
  [
    'as configured',
    {},
    [/^pass Takes 10000 blocks in a log range \(\d+ logs at most\); 10000 are configured\.$/],
  ],
  [
    'narrower, with a number in the refusal',
    { home: { rangeMax: 2_048n, rangeText: 'maximum is set to 2048' } },
    [
      /^pass Takes 2048 blocks in a log range .+, refuses \d+: "maximum is set to 2048"; Plimsoll learns that/,
    ],
  ],
  [
    'very narrow',
    { home: { rangeMax: 50n } },
    [/^warn Takes (3\d|4\d|50) blocks .+ Take an endpoint with a wider range/],
  ],
  [
    'none',
    { home: { rangeMax: 0n } },
    [/^fail Takes no log range, refuses 1: "the range is too wide"\./],
  ],
  [
    'cut off silently',
    { home: { logs: crowd, logsMax: 1_000 } },
    [
      /^fail A range was answered with exactly 1000 logs, and its halves hold more/,
      /^pass Takes 10000/,
    ],
  ],
  ['a round number by chance', { home: { logs: crowd.slice(4, 1_004) } }, [/^pass Takes 10000/]],
])('behavior: log range, %s', async (_, change, lines) => {
  const found = await look('home#1', 'logRange', change)
  expect(found).toHaveLength(lines.length)
  for (const [i, expected] of lines.entries()) expect(found[i]).toMatch(expected)
})

test.each<[name: string, change: DoctorChange, line: RegExp]>([
  ['whole', {}, /^pass The logs of block 5, the first of this config, are answered\.$/],
  [
    'nothing to see',
    { home: { logs: [] } },
    /^pass Block 5, the first of this config, is not refused/,
  ],
  [
    'refused',
    { home: { oldestLogs: 15_000n } },
    /^warn Logs are kept from about block 1[56]\d{3} on, and the config begins at block 5\. Older ranges are refused\./,
  ],
  [
    'left out',
    { home: { oldestLogs: 15_000n, isSilent: true } },
    /^fail Logs are kept from about block .+ answered with an empty list/,
  ],
])('behavior: history, %s', async (_, change, line) => {
  expect((await look('home#1', 'history', change))[0]).toMatch(line)
})

test.each<[name: string, subject: string, change: DoctorChange, line: RegExp]>([
  ['archive', 'home#1', {}, /^pass Keeps all states\.$/],
  [
    'pruned where rates are read',
    'home#1',
    { home: { oldestState: 15_000n } },
    /^warn Keeps states from about block 15\d{3} on\. Vault rates are read from block 9 on\. Add an archive endpoint/,
  ],
  [
    'pruned where nothing is read',
    'away#1',
    { away: { oldestState: 15_000n } },
    /^pass Keeps states from about block/,
  ],
])('behavior: archive depth, %s', async (_, subject, change, line) => {
  expect((await look(subject, 'archive', change))[0]).toMatch(line)
})

test.each<[name: string, change: DoctorChange, line: RegExp]>([
  ['with', {}, /^pass Logs carry the time/],
  ['without', { home: { hasTimestamps: false } }, /^warn Logs do not carry the time/],
  ['no log to see', { home: { logs: [] } }, /^pass No recent block has a log/],
])('behavior: time of logs, %s', async (_, change, line) => {
  expect((await look('home#1', 'logTimestamps', change))[0]).toMatch(line)
})

test.each<[name: string, change: DoctorChange, lines: RegExp[]]>([
  ['agree', {}, [/^pass The endpoints agree on block 19984\.$/]],
  [
    'on two forks',
    { second: { fork: 'bb' } },
    [/^fail The endpoints are on different forks at block 19984: home#1 against home#2\./],
  ],
  [
    'one behind',
    { second: { head: homeHead - 200n } },
    [/^warn Behind the others: home#2 by 200 blocks\./],
  ],
])('behavior: endpoints of one chain, %s', async (_, change, lines) => {
  const found = await look('home', 'agreement', change)
  expect(found).toHaveLength(lines.length)
  for (const [i, expected] of lines.entries()) expect(found[i]).toMatch(expected)
})

const vault = 'venues[0].vaults[0]'
const startAt = (startBlock: number): DoctorChange => ({
  config: (config) => Object.assign(config.venues[0]?.vaults[0] ?? {}, { startBlock }),
})
test.each<[name: string, change: DoctorChange, line: RegExp]>([
  ['right', {}, /^pass Start block 9, first code at 9\.$/],
  [
    'late',
    startAt(123),
    /^fail Start block 123 is later than the contract's first code at 9\. Write 9 as venues\[0\]\.vaults\[0\]\.startBlock: /,
  ],
  [
    'late, a proxy',
    { ...startAt(123), home: { implementation: addressOf(0x77) } },
    /^warn Start block 123 is later/,
  ],
  [
    'early by far',
    {
      home: { codeSince: new Map([[addressOf(0x21), 19_000n]]) },
      config: (config) => Object.assign(config.chains.home, { rangeBlocksMax: 100 }),
    },
    /^warn Start block 9 is 18991 blocks before .+ Write 19000 as/,
  ],
  [
    'states are gone',
    { home: { oldestState: 15_000n }, second: { oldestState: 15_000n } },
    /^warn Start block 9 could not be held against the first code/,
  ],
])('behavior: start block of a vault, %s', async (_, change, line) => {
  expect((await look(`${vault}.startBlock`, 'startBlock', change))[0]).toMatch(line)
})

test('behavior: a bridge that starts late is a warning, a feed is none', async () => {
  const change: DoctorChange = {
    config: (config) => {
      Object.assign(config.bridges.route.members[0] ?? {}, { startBlock: 50 })
      Object.assign(config.feeds['usd-feed'], { startBlock: 50 })
    },
  }
  expect((await look('bridges.route.members[0].startBlock', 'startBlock', change))[0]).toMatch(
    /^warn Start block 50 is later .+ at 7\. Write 7 as .+, or older transfers are NOT_COVERED\.$/,
  )
  expect((await look('feeds["usd-feed"].startBlock', 'startBlock', change))[0]).toMatch(/^pass /)
})

test('behavior: no code, and a proxy', async () => {
  const elsewhere: DoctorChange = {
    config: (config) => Object.assign(config.feeds['usd-feed'], { address: addressOf(0x99) }),
  }
  expect(await look('feeds["usd-feed"].address', 'code', elsewhere)).toEqual([
    `fail There is no contract at ${addressOf(0x99)}. Write the address that the contract has on this chain.`,
  ])
  const proxy = { home: { implementation: addressOf(0x77) } }
  expect(await look(`${vault}.address`, 'code', proxy)).toEqual([
    `pass ${addressOf(0x21)} is a proxy of ${addressOf(0x77)}: an upgrade may change its events.`,
  ])
})

const calls = (...changed: [string, string][]): DoctorChange => {
  const all = new Map([...homeCalls, ...changed])
  return { home: { calls: all }, second: { calls: all } }
}
test.each<[field: string, change: DoctorChange, line: RegExp]>([
  ['assets.usd.tokens.home', {}, /^pass decimals\(\) of 0x0+11 is 6, as configured\.$/],
  [
    'assets.usd.tokens.home',
    calls(callOf(addressOf(0x11), 'decimals', 18n)),
    /^fail decimals\(\) of 0x0+11 is 18, not 6 as configured\. Write 18 as assets\.usd\.decimals, or correct the address\.$/,
  ],
  [
    'assets.usd.tokens.home',
    calls([callOf(addressOf(0x11), 'decimals', 0n)[0], '0x']),
    /^warn 0x0+11 does not answer decimals\(\)\./,
  ],
  [
    'assets.usd.tokens.home',
    calls(callOf(addressOf(0x11), 'decimals', 300n)),
    /^warn 0x0+11 does not answer decimals\(\)\./,
  ],
  [
    'assets.usd.tokens.home',
    calls([callOf(addressOf(0x11), 'decimals', 0n)[0], `0x${'0'.repeat(127)}6`]),
    /^warn 0x0+11 does not answer decimals/,
  ],
  ['feeds["usd-feed"].decimals', calls(callOf(addressOf(0x31), 'decimals', 18n)), /^fail decimals/],
  [`${vault}.underlying`, {}, /^pass asset\(\) of 0x0+21 is 0x0+11, as configured\.$/],
  [`${vault}.underlying`, calls(callOf(addressOf(0x21), 'asset', addressOf(0x12))), /^fail asset/],
  [`${vault}.shareDecimals`, {}, /^pass decimals\(\) of 0x0+21/],
  [
    'bridges.route.members[0].domain',
    calls(callOf(addressOf(0x41), 'localDomain', 5n)),
    /^fail localDomain\(\) of 0x0+41 is 5, not 31001/,
  ],
  [
    'bridges.route.members[0].mailbox',
    calls(callOf(addressOf(0x42), 'mailbox', addressOf(0x43))),
    /^fail mailbox\(\) of 0x0+42/,
  ],
])('behavior: the contract says of %s (%#)', async (field, change, line) => {
  expect((await look(field, 'metadata', change))[0]).toMatch(line)
})

test('behavior: the proxy before a feed is found, and its aggregator named', async () => {
  // `aggregator()`, by its selector.
  const proxy: [string, string] = [
    `${addressOf(0x31)}:0x245a7bfc`,
    `0x${'0'.repeat(24)}${addressOf(0x32).slice(2)}`,
  ]
  expect(await look('feeds["usd-feed"].address', 'metadata', calls(proxy))).toEqual([
    `fail ${addressOf(0x31)} is the proxy before the aggregator and emits no answers. Write ${addressOf(0x32)}, its aggregator.`,
  ])
})

test.each<[name: string, subject: string, change: DoctorChange, line: RegExp]>([
  ['of late', 'feeds["usd-feed"].address', {}, /^pass 1 of its events in the last 2000 blocks\.$/],
  [
    'only after the start',
    'bridges.route.members[1].router',
    {},
    /^pass None of its events in the last 2000 blocks, 1 after its start block\.$/,
  ],
  [
    'never',
    'bridges.route.members[1].router',
    { away: { logs: [] } },
    /^warn None of its events was seen, .+ from block 8 on\. Check the address and the ABI/,
  ],
  [
    'refused',
    'feeds["usd-feed"].address',
    { home: { rangeMax: 0n }, second: { rangeMax: 0n } },
    /^warn Its events were not looked for/,
  ],
])('behavior: events of a contract, %s', async (_, subject, change, line) => {
  expect((await look(subject, 'topics', change))[0]).toMatch(line)
})

test('behavior: traffic of a shared mailbox does not vouch for a router', async () => {
  const dispatch = '0x769f711d20c679153d382254f59892613b58a97cc876b249134ac25c80f9c814'
  const logs = [{ address: addressOf(0x43), topic: dispatch, block: homeHead - 5n }]
  expect((await look('bridges.route.members[1].router', 'topics', { away: { logs } }))[0]).toMatch(
    /^warn None/,
  )
})

test.each<[name: string, folder: DoctorChange['folder'], check: string, line: RegExp]>([
  [
    'fast',
    undefined,
    'write',
    /^pass A write reaches the disk in 2\.0 ms \(median\), 3\.0 ms \(worst of 3\)\.$/,
  ],
  [
    'slow',
    { freeBytes: 1e11, fileSystemType: 0xef53, syncedWritesMs: [90, 100, 110] },
    'write',
    /^warn .+ Put the database on a local SSD\.$/,
  ],
  ['room', undefined, 'disk', /^pass 93\.1 GiB are free; \d\.\d are kept as a reserve\.$/],
  [
    'little room',
    { freeBytes: 5e9, fileSystemType: 0xef53, syncedWritesMs: [1] },
    'disk',
    /^warn 4\.7 GiB are free;/,
  ],
  [
    'no room',
    { freeBytes: 1e8, fileSystemType: 0xef53, syncedWritesMs: [1] },
    'disk',
    /^fail 0\.1 GiB are free;/,
  ],
  ['local', undefined, 'fileSystem', /^pass /],
  [
    'NFS',
    { freeBytes: 1e11, fileSystemType: 0x6969, syncedWritesMs: [1] },
    'fileSystem',
    /^warn The database lies on NFS/,
  ],
  [
    'CIFS, signed',
    { freeBytes: 1e11, fileSystemType: 0xff534d42 | 0, syncedWritesMs: [1] },
    'fileSystem',
    /^warn The database lies on CIFS/,
  ],
  ['Node', undefined, 'node', /^pass Node 20\.19\.0\.$/],
])('behavior: this machine, %s', async (_, folder, check, line) => {
  expect((await look('host', check, { folder }))[0]).toMatch(line)
})

test('behavior: a folder that may not be written fails, without a stack', async () => {
  const folder = Object.assign(new Error('permission denied'), { code: 'EACCES' })
  const [line] = await look('host', 'write', { folder })
  expect(line).toMatch(/^fail The folder of the database, .+, cannot be written \(EACCES\)\./)
})

test('behavior: a canary in the answers of an endpoint is not printed, whosever it is', async () => {
  const rangeText = `upgrade at ${exampleVariables.AWAY_RPC} or with secret-key-1234`
  for (const change of [
    { away: { rangeMax: 1n, rangeText } },
    { home: { rangeMax: 1n, rangeText } },
  ]) {
    const { out } = await runDoctor(change)
    expect(out).toContain('upgrade at')
    expect(out).not.toMatch(/secret-key|1003/)
  }
})

test('behavior: an endpoint that refuses everything is examined within the limits', async () => {
  const { out, nodes } = await runDoctor({
    nodes: (all) => {
      const node = all['http://127.0.0.1:1001']
      const answer = node?.answer
      if (node === undefined) throw new Error('the example has this node')
      node.answer = (method, params) =>
        ['eth_getBlockByNumber', 'eth_syncing'].includes(method) && params[0] !== 'safe'
          ? answer?.(method, params)
          : method === 'eth_chainId'
            ? undefined
            : {
                error: {
                  code: -32005,
                  message: 'daily request count exceeded, request rate limited',
                },
              }
    },
  })
  expect(shape.parse(JSON.parse(out)).isWell).toBe(false)
  expect(nodes['http://127.0.0.1:1001']?.requests).toBeLessThan(300)
})

test('behavior: a coverage that cannot be had is a warning', async () => {
  const verified = (config: ExampleConfig) =>
    Object.assign(config.chains.away, { coverage: 'verified' })
  expect((await look('away', 'requests', { config: verified }))[0]).toMatch(
    /^warn .+ verified is out of reach, .+ Add an endpoint of another host, or set chains\.away\.coverage to 'proven'/,
  )
  const trusted: DoctorChange = {
    config: (config) => Object.assign(verified(config), { bloom: 'trusted' }),
  }
  expect((await look('away', 'requests', trusted))[0]).toMatch(/^pass About [\d,]+ requests a day/)
})

test('behavior: which books are audited, and which cannot be, is said', async () => {
  expect(await look('home', 'audit')).toEqual([
    'pass Books that are audited: 1 of 1, in 1 call every 300 s.',
  ])
  expect(await look('away', 'audit')).toEqual([])
  const off = {
    config: (config: ExampleConfig) => Object.assign(config, { audit: { callsMax: 0 } }),
  }
  expect(await look('home', 'audit', off)).toEqual([
    'pass No account is audited: audit.callsMax is 0.',
  ])
})
