import type { Hex } from 'viem'
import { expect } from 'vitest'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import { awaitHeads } from './awaitHeads.ts'
import type { Book, Standing, Standings } from './Standing.ts'

interface Line {
  kind: string
  chainId: number
  amount: { raw: string }
  transferKey: Hex | null
}

interface Said {
  transfers: {
    nodes: {
      key: Hex
      state: string
      stage: string | null
      isCollateralBound: boolean
      sent: { raw: string } | null
      credited: { raw: string } | null
    }[]
  }
  conditions: { nodes: { code: string; subject: string }[] }
  marginAccount: {
    lines: Line[]
    totals: { assetId: string; amount: { raw: string } }[]
  }
}

const query = `query ($owner: Address!) {
  transfers(first: 50) { nodes { key state stage isCollateralBound sent { raw } credited { raw } } }
  conditions { nodes { code subject } }
  marginAccount(venue: "harbor", owner: $owner) {
    lines { kind chainId amount { raw } transferKey }
    totals { assetId amount { raw } }
  }
}`

/** Expects a program that has read all of the chains to say of them what the contracts do, and nothing to be wrong. */
export async function expectSaid(program: Plimsoll, contracts: Standings): Promise<void> {
  const { chains, account, standings } = contracts
  await awaitHeads(program, chains)
  const said = await program.query<Said>(query, { owner: account })
  const byKey = ({ key }: { key: Hex }) => key
  expect(sorted(said.transfers.nodes, byKey)).toEqual(sorted(standings.map(toTransfer), byKey))
  expect(said.conditions.nodes).toEqual([])
  expectAccount(said.marginAccount, contracts)
}

/** Its lines are the books and what is on its way to them, as it left. */
function expectAccount(said: Said['marginAccount'], { standings, books }: Standings): void {
  const open = standings.filter(
    ({ isCollateral, state }) => isCollateral && !['DELIVERED', 'CANCELLED'].includes(state),
  )
  const lines = [...books.map(toHolding), ...open.map(toInFlight)]
  const byLine = (line: Line) => `${line.kind} ${line.chainId} ${line.transferKey}`
  expect(sorted(said.lines, byLine)).toEqual(sorted(lines, byLine))
  const totals = books.map(({ assetId, chainId, amount }) => {
    const crossing = open.filter((each) => each.chainId === chainId)
    const raw = crossing.reduce((sum, { sent }) => sum + sent, amount)
    return { assetId, amount: { raw: `${raw}` } }
  })
  const byAsset = ({ assetId }: { assetId: string }) => assetId
  expect(sorted(said.totals, byAsset)).toEqual(sorted(totals, byAsset))
}

function toTransfer({ key, state, stage, isCollateral, sent, credited }: Standing) {
  return {
    ...{ key, state, stage, isCollateralBound: isCollateral },
    sent: { raw: `${sent}` },
    credited: credited === null ? null : { raw: `${credited}` },
  }
}

function toHolding({ chainId, amount }: Book): Line {
  return { kind: 'HOLDING', chainId, amount: { raw: `${amount}` }, transferKey: null }
}

function toInFlight({ key, chainId, sent }: Standing): Line {
  return { kind: 'IN_FLIGHT', chainId, amount: { raw: `${sent}` }, transferKey: key }
}

/** In an order that does not depend on which chain was read first. */
function sorted<row>(rows: readonly row[], nameOf: (row: row) => string): readonly row[] {
  return rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}
