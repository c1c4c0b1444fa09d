import { findFirstCodes } from '../../preflight/findFirstCodes.ts'
import type { Contract } from '../../preflight/listContracts.ts'
import { type AskMany, readCodes } from '../../preflight/readCodes.ts'
import { readImplementations } from '../../preflight/readImplementations.ts'
import type { ContractFacts } from './judgeContract.ts'

/** Reads code, first code and proxy slots of every contract of a chain, many at once. */
export async function readContracts(
  askMany: AskMany,
  contracts: readonly Contract[],
  head: bigint,
): Promise<readonly ContractFacts[]> {
  const codes = await readCodes(
    askMany,
    contracts.map(({ address }) => ({ address, block: 'latest' })),
  )
  const present = contracts.filter((_, i) => codes[i] !== undefined && codes[i] !== '0x')
  const started = present.filter(({ start }) => start !== undefined)
  const firsts = await findFirstCodes(
    askMany,
    started.map(({ address }) => ({ address, withCode: head })),
  )
  const proxied = await readImplementations(
    askMany,
    present.map(({ address }) => address),
  )
  return contracts.map((contract, i) => ({
    contract,
    hasCode: codes[i] === undefined ? undefined : codes[i] !== '0x',
    firstCode: firsts[started.indexOf(contract)],
    implementation: proxied[present.indexOf(contract)],
  }))
}
