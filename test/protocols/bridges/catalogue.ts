import { type AbiEvent, parseAbi } from 'viem'
import type { Hex } from '../../../src/facts/primitives.ts'
import { marginEvents } from '../lending/marginEvents.ts'
import { encodeLog, type LogParts } from '../logs.ts'
import { openCatalogue } from '../openCatalogue.ts'

/** One event of the reference catalogue: the ground against which decoders and the logs of tests are held. */
export interface CatalogueRow {
  protocol: string
  version: string
  role: string
  contract: string
  topic0: Hex
  abi: string
  event: AbiEvent
}

const files = openCatalogue('bridge-events', new URL('catalogueRows.tsv', import.meta.url))

/** `bridge-events.json` of the reference folder, where it is there. */
export const { referencePath, hasReference } = files

export const rows: readonly CatalogueRow[] = files.rows.map(toRow)

/**
 * Events that the catalogue does not have. WETH9: deployed bytecode since 2017, and logs of `vaults.json`. Arbitrum: nitro-contracts
 * 3.2.0, src/bridge/IBridge.sol, and logs of `pairs.json`. Axelar: axelar-cgp-solidity, AxelarGateway.sol, validateContractCall.
 * The ends of pauses, of which the catalogue has the beginnings, stand in the sources that it names for those: npm
 * @openzeppelin/contracts 5.7.0 utils/Pausable.sol, wormhole ethereum/contracts/bridge/Bridge.sol, optimism
 * packages/contracts-bedrock/src/L1/SuperchainConfig.sol, ccip contracts/src/v0.8/ccip/RMN.sol 1.5. Pauses that it lacks: npm
 * @across-protocol/contracts 3.0.17 contracts/SpokePool.sol:180, native-token-transfers evm/src/libraries/PausableUpgradeable.sol.
 */
export const supplement: readonly CatalogueRow[] = [
  toRow([
    'weth9',
    '-',
    'other',
    'WETH9',
    '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65',
    'event Withdrawal(address indexed src, uint256 wad)',
  ]),
  toRow([
    'axelar',
    'cgp',
    'destination',
    'AxelarGateway',
    '0x91057b069763121972ce22b18b2f319b1520dd4c72f1f94a6395e81ceaf63f41',
    'event ContractCallExecuted(bytes32 indexed commandId)',
  ]),
  toRow([
    'arbitrum',
    'nitro',
    'destination',
    'Bridge',
    '0x2d9d115ef3e4a606d698913b1eae831a3cdfe20d9a83d48007b0526749c3d466',
    'event BridgeCallTriggered(address indexed outbox, address indexed to, uint256 value, bytes data)',
  ]),
  toRow([
    'oz-pausable',
    '-',
    'other',
    'any',
    '0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa',
    'event Unpaused(address account)',
  ]),
  toRow([
    'wormhole-tokenbridge',
    '2026',
    'other',
    'TokenBridge',
    '0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa',
    'event Unpaused(address indexed by)',
  ]),
  toRow([
    'wormhole-tokenbridge',
    '2026',
    'other',
    'TokenBridge',
    '0xb3254552100e924f3b44cab58024e3b92cb715798e17d0822fd22844e426ecfd',
    'event UnpauseExpired(address indexed by)',
  ]),
  toRow([
    'wormhole-ntt',
    'v1',
    'other',
    'NttManager',
    '0x0e2fb031ee032dc02d8011dc50b816eb450cf856abd8261680dac74f72165bd2',
    'event Paused(bool paused)',
  ]),
  toRow([
    'wormhole-ntt',
    'v1',
    'other',
    'NttManager',
    '0xe11c2112add17fb763d3bd59f63b10429c3e11373da4fb8ef6725107a2fdc4b0',
    'event NotPaused(bool notPaused)',
  ]),
  toRow([
    'ccip',
    '1.5',
    'other',
    'RMN (ARM)',
    '0x65d0e78c3625f0956f58610cf0fb157eaf627683258875ef29af2f71d25ac8fd',
    'event CurseLifted(bytes16 subject)',
  ]),
  toRow([
    'across',
    'v3',
    'other',
    'SpokePool',
    '0xe88463c2f254e2b070013a2dc7ee1e099f9bc00534cbdf03af551dc26ae49219',
    'event PausedDeposits(bool isPaused)',
  ]),
  toRow([
    'across',
    'v3',
    'other',
    'SpokePool',
    '0x2d5b62420992e5a4afce0e77742636ca2608ef58289fd2e1baa5161ef6e7e41e',
    'event PausedFills(bool isPaused)',
  ]),
  toRow([
    'opstack',
    'bedrock',
    'other',
    'SuperchainConfig',
    '0xa45f47fdea8a1efdd9029a5691c7f759c32b7c698632b563573e155625d16933',
    'event Unpaused()',
  ]),
  // Orderly stands in the catalogue of margin systems, because its ledger is one.
  ...marginEvents
    .filter(({ protocol }) => protocol === 'Orderly')
    .map(({ protocol, contract, topic0, abi }) =>
      toRow([protocol, '-', 'other', contract, topic0, abi]),
    ),
]

function toRow([
  protocol = '',
  version = '',
  role = '',
  contract = '',
  topic0 = '',
  abi = '',
]: readonly string[]): CatalogueRow {
  const event = parseEvent(abi)
  return { protocol, version, role, contract, topic0: `0x${topic0.slice(2)}`, abi, event }
}

/** The event of one declaration. */
export function parseEvent(declaration: string): AbiEvent {
  const [event] = parseAbi([declaration] as readonly string[])
  if (event?.type !== 'event') throw new Error(`no event: ${declaration}`)
  return event
}

/** Rows that a protocol of the product answers for, and the files whose headers say what is not read. */
export const scopes: readonly {
  /** Names in `protocols.ts`. */
  names: readonly string[]
  /** Sources with the events and the header, relative to `src/protocols/bridges`. */
  files: readonly string[]
  covers(row: CatalogueRow): boolean
}[] = [
  {
    names: ['cctp-v1'],
    files: ['cctp/cctpV1.ts', 'cctp/findControls.ts'],
    covers: ({ protocol, version }) => protocol === 'cctp' && version !== 'v2',
  },
  {
    names: ['cctp-v2'],
    files: ['cctp/cctpV2.ts', 'cctp/findControls.ts'],
    covers: ({ protocol, version }) => protocol === 'cctp' && version !== 'v1',
  },
  {
    names: ['hyperlane'],
    files: ['hyperlane.ts', 'readHyperlaneLogs.ts', 'pausableAbi.ts'],
    covers: ({ protocol }) => ['hyperlane', 'hyperlane-warp', 'oz-pausable'].includes(protocol),
  },
  {
    names: ['oft', 'oft-8'],
    files: ['layerzero/oft.ts'],
    covers: ({ protocol }) => protocol === 'layerzero' || protocol === 'layerzero-oft',
  },
  {
    names: ['across-v3'],
    files: ['across/acrossV3.ts'],
    covers: ({ protocol }) => protocol === 'across',
  },
  {
    names: ['wormhole-token-bridge'],
    files: ['wormhole/tokenBridge.ts', 'Payment.ts'],
    covers: ({ protocol }) =>
      ['wormhole-tokenbridge', 'wormhole', 'erc20', 'weth9'].includes(protocol),
  },
  {
    names: ['wormhole-ntt'],
    files: ['ntt/ntt.ts'],
    covers: ({ protocol }) => protocol === 'wormhole-ntt' || protocol === 'erc20',
  },
  {
    names: ['stargate-v2-usdc', 'stargate-v2-usdt', 'stargate-v2-eth'],
    files: ['stargate/stargate.ts'],
    covers: ({ protocol }) => protocol === 'stargate' || protocol === 'layerzero',
  },
  {
    names: ['arbitrum'],
    files: ['arbitrum/arbitrum.ts', 'pausableAbi.ts'],
    covers: ({ protocol }) => protocol === 'arbitrum' || protocol === 'oz-pausable',
  },
  {
    names: ['axelar-gmp'],
    files: ['axelar/axelarGmp.ts'],
    covers: ({ protocol }) => protocol === 'axelar' || protocol === 'erc20',
  },
  {
    names: ['axelar-its'],
    files: ['axelar/axelarIts.ts'],
    covers: ({ protocol }) => protocol === 'axelar-its' || protocol === 'erc20',
  },
  {
    names: ['ccip-1.5', 'ccip-1.6', 'ccip-2.0'],
    files: [
      'ccip/ccipV15.ts',
      'ccip/ccipV16.ts',
      'ccip/ccipV2.ts',
      'ccip/poolAbi.ts',
      'ccip/findCurses.ts',
      'Payment.ts',
    ],
    covers: ({ protocol }) => protocol === 'ccip' || protocol === 'erc20',
  },
  {
    names: ['op-stack'],
    files: ['op/opStack.ts'],
    covers: ({ protocol }) => protocol === 'opstack',
  },
  {
    names: ['superchain'],
    files: ['op/superchain.ts'],
    covers: ({ protocol }) => protocol === 'superchain',
  },
  {
    names: ['polygon-pos', 'polygon-pos-exits'],
    files: ['polygon/polygonPos.ts', 'polygon/polygonPosExits.ts', 'Payment.ts'],
    covers: ({ protocol }) => protocol === 'polygon-pos' || protocol === 'erc20',
  },
  {
    names: ['erc-7802'],
    files: ['erc/erc7802.ts'],
    covers: ({ protocol }) => protocol === 'erc7802',
  },
  {
    names: ['xerc20'],
    files: ['erc/xerc20.ts'],
    covers: ({ protocol }) => protocol === 'xerc20',
  },
  {
    names: ['erc-7683'],
    files: ['erc/erc7683.ts'],
    covers: ({ protocol }) => protocol === 'erc7683',
  },
  {
    names: ['orderly'],
    files: ['orderly/orderly.ts'],
    covers: ({ protocol }) => protocol === 'Orderly',
  },
]

/** The one row of an event; a topic0 prefix tells two events of one name and version apart. */
export function rowOf(
  protocol: string,
  version: string,
  name: string,
  topic0 = '0x',
): CatalogueRow {
  const found = [...rows, ...supplement].filter(
    (row) =>
      row.protocol === protocol &&
      row.version === version &&
      row.event.name === name &&
      row.topic0.startsWith(topic0),
  )
  const [row, other] = found
  if (row === undefined || other !== undefined)
    throw new Error(`${found.length} rows of ${protocol} ${version} ${name} ${topic0}`)
  return row
}

/** Encodes one event of the catalogue as a contract at `address` would log it. */
export function encodeRow(
  row: CatalogueRow,
  address: Hex,
  args: Record<string, unknown>,
): LogParts {
  return encodeLog([row.event], address, row.event.name, args)
}
