import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { judgeBooks } from '../../src/cli/doctor/chain/judgeBooks.ts'
import { parseProject } from '../../src/config/parseProject.ts'
import { createDecoders } from '../../src/protocols/createDecoders.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { addressOf, exampleConfig, exampleWorld } from '../config/exampleConfig.ts'

const contract = addressOf(0xb00c)
const definitionWith = (audit: { holding?: 'heldBy' }) =>
  defineVault({
    ...{ name: 'book', audit },
    abi: parseAbi([
      'event Deposited(address indexed account, uint256 amount)',
      'function heldBy(address account) view returns (uint256)',
    ]),
    events: { Deposited: ({ account, amount }, vault) => vault.credit({ account, amount }) },
  })

/** What is said of `home`, which has a vault of shares and a custom one. */
function judge(audit: { holding?: 'heldBy' }) {
  const config = exampleConfig()
  const definition = definitionWith(audit)
  const custom = { type: 'custom', chain: 'home', address: contract, startBlock: 1, asset: 'usd' }
  const venues = config.venues.map((venue) => ({
    ...venue,
    vaults: [...venue.vaults, { ...custom, definition }],
  }))
  const project = parseProject({ ...config, venues }, exampleWorld)
  const [chain] = project.chains
  if (chain === undefined) throw new Error('the config has chains')
  const decoders = createDecoders(project).filter(({ source }) => source.chainId === chain.id)
  return judgeBooks({ project, chain, decoders, contracts: [] })
}

test('default: a book that can be asked is audited, another one is named', () => {
  expect(judge({ holding: 'heldBy' })).toEqual({
    status: 'pass',
    text: 'Books that are audited: 2 of 2, in 1 call every 300 s.',
  })
  expect(judge({})).toEqual({
    status: 'pass',
    text: `Books that are audited: 1 of 2, in 1 call every 300 s. No view answers in what is booked at ${contract} of lab.`,
  })
})
