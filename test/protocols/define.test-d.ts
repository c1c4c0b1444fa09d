/** Read by `tsc -p tsconfig.json`: each line marked below is a mistake that must not compile. */
import { parseAbi } from 'viem'
import { defineBridge } from '../../src/protocols/defineBridge.ts'
import { defineMarket } from '../../src/protocols/defineMarket.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'

const abi = parseAbi([
  'event Deposited(address indexed account, uint256 amount)',
  'event Flagged(address indexed account, uint8 phase)',
])
const json = [
  {
    type: 'event',
    name: 'Deposited',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256', indexed: false },
    ],
  },
] as const

const right = [
  defineVault({
    name: 'v',
    abi,
    events: {
      Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }),
      Flagged: ({ phase }) => ((phase satisfies number) > 0 ? [] : undefined),
    },
  }),
  defineVault({
    name: 'v',
    abi: json,
    events: { Deposited: (args, vault) => [vault.debit({ ...args, moved: args.amount / 2n })] },
  }),
]

const wrong = () => [
  // @ts-expect-error an event that the ABI does not have
  defineVault({ name: 'v', abi, events: { Deposit: () => undefined } }),
  // @ts-expect-error an argument that the event does not have
  defineVault({ name: 'v', abi, events: { Deposited: ({ acount }) => acount && undefined } }),
  // @ts-expect-error the same with an ABI in JSON
  defineVault({ name: 'v', abi: json, events: { Deposited: ({ acount }) => acount && undefined } }),
  defineVault({
    name: 'v',
    abi,
    // @ts-expect-error a number for an amount
    events: { Flagged: ({ account, phase }, vault) => vault.credit({ account, amount: phase }) },
  }),
  defineVault({
    name: 'v',
    abi,
    // @ts-expect-error a builder that a vault does not have
    events: { Deposited: (args, vault) => vault.liability(args) },
  }),
  defineVault({
    name: 'v',
    abi,
    // @ts-expect-error a unit that is none
    events: { Deposited: (args, vault) => vault.credit({ ...args, unit: 'isolated' }) },
  }),
  // @ts-expect-error a function of time: facts are decided at once
  defineVault({ name: 'v', abi, events: { Deposited: async () => undefined } }),
  // @ts-expect-error an answer that is no fact
  defineVault({ name: 'v', abi, events: { Deposited: ({ amount }) => amount } }),
  defineMarket({
    name: 'm',
    abi,
    events: {
      // @ts-expect-error a phase that is none
      Deposited: ({ account }, market) => market.liquidation({ account, phase: 'flagged' }),
    },
  }),
  defineBridge({
    name: 'b',
    abi,
    // @ts-expect-error a leg without a key
    events: { Deposited: ({ amount }, bridge) => bridge.leg({ step: 'sent', amount }) },
  }),
]

export const typed = { right, wrong }
