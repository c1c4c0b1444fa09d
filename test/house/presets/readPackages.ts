import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChainNames } from './ChainNames.ts'
import type { PackageFolders } from './packages.ts'
import { readCircleChains } from './readCircleChains.ts'

/** Addresses by role. */
export type Roles = Readonly<Record<string, string>>

/** Contracts of a chain by protocol, as one package each tells them; a protocol that is not there is absent. */
export type Groups = Readonly<Record<string, Roles | undefined>>

/** Reads the contracts of one chain out of the unpacked packages. Throws where a package has another shape. */
export async function readPackages(folders: PackageFolders, chain: ChainNames): Promise<Groups> {
  return {
    hyperlane: readHyperlane(folders.hyperlane, chain),
    layerzero: readLayerzero(folders.layerzero, chain),
    stargate: readStargate(folders.stargate, chain),
    ...(await readCctp(folders.cctp, chain)),
    wormhole: await readWormhole(folders.wormhole, chain),
    across: readAcross(folders.across, chain),
    axelar: readAxelar(folders.axelar, chain),
    ccip: readCcip(folders.ccip, chain),
    arbitrum: readArbitrum(folders.arbitrum, chain),
    polygonPos: readPolygon(folders.polygon, chain),
  }
}

function readHyperlane(folder: string, { hyperlane }: ChainNames): Roles | undefined {
  const addresses = readJson(join(folder, 'dist/chains', hyperlane, 'addresses.json'))
  if (addresses === undefined) return undefined
  const { mailbox } = z.object({ mailbox: z.string() }).parse(addresses)
  return { mailbox }
}

function readLayerzero(folder: string, chain: ChainNames): Roles | undefined {
  const contracts = { endpoint: 'EndpointV2', sendUln: 'SendUln302', receiveUln: 'ReceiveUln302' }
  return readDeployments(folder, chain, contracts)
}

function readStargate(folder: string, chain: ChainNames): Roles | undefined {
  return readDeployments(folder, chain, {
    tokenMessaging: 'TokenMessaging',
    poolUsdc: 'StargatePoolUSDC',
    poolUsdt: 'StargatePoolUSDT',
    poolNative: 'StargatePoolNative',
  })
}

/** LayerZero's packages have a folder per chain with a file per contract. */
function readDeployments(
  folder: string,
  { layerzero }: ChainNames,
  files: Readonly<Record<string, string>>,
): Roles | undefined {
  const roles: Record<string, string> = {}
  for (const [role, file] of Object.entries(files)) {
    const deployed = readJson(join(folder, 'deployments', `${layerzero}-mainnet`, `${file}.json`))
    if (deployed !== undefined)
      roles[role] = z.object({ address: z.string() }).parse(deployed).address
  }
  return orNone(roles)
}

async function readCctp(folder: string, { id }: ChainNames): Promise<Groups> {
  const chains = await readCircleChains(folder)
  const contracts = chains.find(({ chainId }) => chainId === id)?.cctp?.contracts
  return { cctpV1: cctpRoles(contracts?.v1), cctpV2: cctpRoles(contracts?.v2) }
}

function cctpRoles(
  contracts: { tokenMessenger: string; messageTransmitter: string } | undefined,
): Roles | undefined {
  if (contracts === undefined) return undefined
  const { tokenMessenger, messageTransmitter } = contracts
  return { tokenMessenger, messageTransmitter }
}

/** Networks, of which the first is mainnet, with pairs of chain and address. */
const wormholeTable = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.string()]))]))

async function readWormhole(folder: string, { wormhole }: ChainNames): Promise<Roles | undefined> {
  const roles: Record<string, string> = {}
  const tables = { core: 'coreBridgeContracts', tokenBridge: 'tokenBridgeContracts' }
  for (const [role, name] of Object.entries(tables)) {
    const file = join(folder, 'dist/esm/constants/contracts', `${role}.js`)
    const module = z.record(z.string(), z.unknown()).parse({ ...(await import(file)) })
    const networks = new Map(wormholeTable.parse(module[name]))
    const found = networks.get('Mainnet')?.find(([chain]) => chain === wormhole)
    if (found !== undefined) roles[role] = found[1]
  }
  return orNone(roles)
}

const acrossTable = z.object({
  chains: z.record(
    z.string(),
    z.looseObject({ contracts: z.record(z.string(), z.looseObject({ address: z.string() })) }),
  ),
})

function readAcross(folder: string, { id }: ChainNames): Roles | undefined {
  const table = acrossTable.parse(readJson(join(folder, 'dist/broadcast/deployed-addresses.json')))
  const spokePool = table.chains[id]?.contracts.SpokePool?.address
  return spokePool === undefined ? undefined : { spokePool }
}

const axelarTable = z.object({
  chains: z.record(
    z.string(),
    z.looseObject({
      contracts: z.record(z.string(), z.looseObject({ address: z.string().optional() })),
    }),
  ),
})

function readAxelar(folder: string, { axelar }: ChainNames): Roles | undefined {
  if (axelar === undefined) return undefined
  const table = axelarTable.parse(readJson(join(folder, 'info/mainnet.json')))
  const contracts = table.chains[axelar]?.contracts
  const roles: Record<string, string> = {}
  for (const [role, name] of [
    ['gateway', 'AxelarGateway'],
    ['interchainTokenService', 'InterchainTokenService'],
  ] as const) {
    const address = contracts?.[name]?.address
    if (address !== undefined) roles[role] = address
  }
  return orNone(roles)
}

/** Chainlink's simulator carries them in its Solidity source, `address(0)` where a chain has none. */
function readCcip(folder: string, { id }: ChainNames): Roles | undefined {
  const source = readFileSync(join(folder, 'src/ccip/Register.sol'), 'utf8')
  const details = source.split(`s_networkDetails[${id}] = `)[1]?.split('});')[0]
  const roles: Record<string, string> = {}
  for (const role of ['router', 'rmnProxy']) {
    const pattern = new RegExp(`${role}Address: address\\((0x[0-9a-fA-F]{40})\\)`)
    const address = pattern.exec(details ?? '')?.[1]
    if (address !== undefined) roles[role] = address
  }
  return orNone(roles)
}

const addresses = z.record(z.string(), z.string())
const arbitrumNetwork = z.looseObject({ tokenBridge: addresses, ethBridge: z.looseObject({}) })

function readArbitrum(folder: string, { id, preset }: ChainNames): Roles | undefined {
  if (preset !== 'arbitrum') return undefined
  const sdk = z
    .object({
      getArbitrumNetwork: z.custom<(id: number) => unknown>((it) => typeof it === 'function'),
    })
    .parse({ ...createRequire(join(folder, 'package.json'))(folder) })
  const { tokenBridge, ethBridge } = arbitrumNetwork.parse(sdk.getArbitrumNetwork(id))
  const pick = (from: unknown, ...names: readonly string[]): Roles =>
    z.object(Object.fromEntries(names.map((name) => [name, z.string()]))).parse(from)
  return {
    ...pick(ethBridge, 'bridge', 'inbox', 'outbox'),
    ...pick(tokenBridge, 'parentGatewayRouter', 'parentErc20Gateway', 'parentWethGateway'),
    ...pick(tokenBridge, 'childGatewayRouter', 'childErc20Gateway', 'childWethGateway'),
  }
}

const polygonIndex = z.object({
  Main: z.looseObject({
    POSContracts: z.looseObject({
      RootChainManagerProxy: z.string(),
      ERC20PredicateProxy: z.string(),
      EtherPredicateProxy: z.string(),
    }),
  }),
  Matic: z.looseObject({ POSContracts: z.looseObject({ ChildChainManagerProxy: z.string() }) }),
})

function readPolygon(folder: string, { preset }: ChainNames): Roles | undefined {
  if (preset !== 'polygon') return undefined
  const { Main, Matic } = polygonIndex.parse(
    readJson(join(folder, 'network/mainnet/v1/index.json')),
  )
  return {
    rootChainManager: Main.POSContracts.RootChainManagerProxy,
    erc20Predicate: Main.POSContracts.ERC20PredicateProxy,
    etherPredicate: Main.POSContracts.EtherPredicateProxy,
    childChainManager: Matic.POSContracts.ChildChainManagerProxy,
  }
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function orNone(roles: Roles): Roles | undefined {
  return Object.keys(roles).length === 0 ? undefined : roles
}
