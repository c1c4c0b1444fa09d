import { type Address, type Hex, keccak256, stringToHex } from 'viem'
import { type Artifact, openArtifacts } from '../openArtifacts.ts'

const logic = (name: string) => `contracts/protocol/libraries/logic/${name}.sol:${name}`

/** Libraries by the name under which the compiler asks for them, in an order in which each finds those it needs. */
export const libraries = {
  borrow: logic('BorrowLogic'),
  bridge: logic('BridgeLogic'),
  eMode: logic('EModeLogic'),
  flashLoan: logic('FlashLoanLogic'),
  liquidation: logic('LiquidationLogic'),
  pools: logic('PoolLogic'),
  supply: logic('SupplyLogic'),
  configuration: logic('ConfiguratorLogic'),
} as const

const artifactOf = (path: string, name: string) =>
  `artifacts/contracts/${path}/${name}.sol/${name}.json`
const libraryOf = (name: string) => artifactOf('protocol/libraries/logic', name)

/** Aave v3.0.2 as it ships compiled. */
const aave = {
  spec: '@aave/core-v3@1.19.3',
  integrity:
    'sha512-Xr7+VcoU5b4mPwM4IUCnskw3lciwrnL4Xloyad8GOddYeixnri2lZYobNmErm1LwE50vqjI0O+9QGNKY2TDkeQ==',
  files: {
    borrow: libraryOf('BorrowLogic'),
    bridge: libraryOf('BridgeLogic'),
    eMode: libraryOf('EModeLogic'),
    flashLoan: libraryOf('FlashLoanLogic'),
    liquidation: libraryOf('LiquidationLogic'),
    pools: libraryOf('PoolLogic'),
    supply: libraryOf('SupplyLogic'),
    configuration: libraryOf('ConfiguratorLogic'),
    provider: artifactOf('protocol/configuration', 'PoolAddressesProvider'),
    access: artifactOf('protocol/configuration', 'ACLManager'),
    pool: artifactOf('protocol/pool', 'Pool'),
    configurator: artifactOf('protocol/pool', 'PoolConfigurator'),
    rates: artifactOf('protocol/pool', 'DefaultReserveInterestRateStrategy'),
    aToken: artifactOf('protocol/tokenization', 'AToken'),
    variableDebt: artifactOf('protocol/tokenization', 'VariableDebtToken'),
    stableDebt: artifactOf('protocol/tokenization', 'StableDebtToken'),
    oracle: artifactOf('misc', 'AaveOracle'),
    aggregator: artifactOf('mocks/oracle/CLAggregators', 'MockAggregator'),
    token: artifactOf('mocks/tokens', 'MintableERC20'),
  },
}

export type AaveArtifacts = Readonly<Record<keyof typeof aave.files, Artifact>>

/** Aave's own contracts, not linked yet. */
export function openAave(): Promise<AaveArtifacts> {
  return openArtifacts(aave)
}

/** Puts the addresses of libraries where the compiler left room for them. */
export function link(artifact: Artifact, placed: ReadonlyMap<string, Address>): Artifact {
  let code: string = artifact.bytecode
  for (const [name, address] of placed) {
    const room = `__$${keccak256(stringToHex(name)).slice(2, 36)}$__`
    code = code.replaceAll(room, address.slice(2))
  }
  if (code.includes('__$')) throw new Error('a library is missing')
  // CAST: what was hex with gaps is hex.
  return { ...artifact, bytecode: code as Hex }
}
