import { parseAbi } from 'viem'
import type { UnitId } from '../../src/facts/primitives.ts'
import { defineBridge } from '../../src/protocols/defineBridge.ts'
import { defineMarket } from '../../src/protocols/defineMarket.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'

export const vaultAbi = parseAbi([
  'event Deposited(address indexed account, address indexed payer, uint256 amount)',
  'event Sent(address indexed account, bytes32 indexed messageId, address beneficiary, uint256 amount)',
  'event Moved(address indexed account, uint256 fromUnit, uint256 toUnit, uint256 amount)',
  'event ProfitSettled(address indexed account, uint256 indexed unit, int256 amount)',
  'event Synced(address indexed account, uint256 balance)',
  'event OwnerSet(address indexed account, address owner)',
  'event Careless(address indexed account, int256 amount)',
])

export const marketAbi = parseAbi([
  'event PositionChanged(address indexed account, uint256 indexed unit, uint256 indexed market, int256 size, int256 entryValue, int256 fundingIndex)',
  'event LiquidationStarted(address indexed account, uint256 indexed unit)',
  'event DebtChanged(address indexed account, uint256 indexed unit, uint256 debt)',
  'event CashPaid(address indexed account, uint256 amount)',
])

export const bridgeAbi = parseAbi([
  'event Left(bytes32 indexed id, address indexed from, address to, address token, uint256 amount, uint256 chain)',
])

const toUnit = (n: bigint): UnitId => (n === 0n ? 'cross' : `isolated:${n}`)

export const vault = defineVault({
  name: 'lab-vault',
  version: 3,
  abi: vaultAbi,
  events: {
    Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }),
    Sent: ({ account, messageId, beneficiary, amount }, vault) =>
      vault.debit({
        account,
        amount,
        names: { key: messageId, beneficiary: { account: beneficiary } },
      }),
    Moved: ({ account, fromUnit, toUnit: to, amount }, vault) => [
      vault.debit({ account, unit: toUnit(fromUnit), amount, moved: null }),
      vault.credit({ account, unit: toUnit(to), amount, moved: null }),
    ],
    ProfitSettled: ({ account, unit, amount }, vault) =>
      amount < 0n
        ? vault.debit({ account, unit: toUnit(unit), amount: -amount, moved: null })
        : vault.credit({ account, unit: toUnit(unit), amount, moved: null }),
    Synced: ({ account, balance }, vault) => vault.set({ account, amount: balance }),
    OwnerSet: ({ account, owner }, vault) => vault.owner({ account, owner }),
    Careless: ({ account, amount }, vault) => vault.credit({ account, amount }),
  },
})

export const market = defineMarket({
  name: 'lab-market',
  abi: marketAbi,
  events: {
    PositionChanged: (args, market) =>
      market.position({
        account: args.account,
        unit: toUnit(args.unit),
        market: args.market === 0n ? 'ETH-USD' : 'BTC-USD',
        sizeE18: args.size,
        entryValueE18: args.entryValue,
        fundingIndexE18: args.fundingIndex,
      }),
    LiquidationStarted: ({ account, unit }, market) =>
      market.liquidation({ account, unit: toUnit(unit), phase: 'started' }),
    DebtChanged: ({ account, unit, debt }, market) =>
      market.liability({ account, unit: toUnit(unit), amount: debt }),
    CashPaid: ({ account, amount }, market) => market.credit({ account, amount }),
  },
})

export const bridge = defineBridge({
  name: 'lab-bridge',
  abi: bridgeAbi,
  events: {
    Left: ({ id, from, to, token, amount, chain }, bridge) =>
      bridge.leg({
        step: 'sent',
        key: id,
        asset: token,
        amount,
        sender: from,
        recipient: to,
        origin: bridge.chainId,
        destination: Number(chain),
      }),
  },
})
