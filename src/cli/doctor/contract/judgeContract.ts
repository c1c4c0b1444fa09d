import type { Address } from '../../../facts/primitives.ts'
import type { Contract } from '../../preflight/listContracts.ts'
import type { DoctorLine, Finding } from '../DoctorLine.ts'

/** Ranges of blocks before the first code that may be read for nothing; more are worth a better start block. */
const idleRangesMax = 10n

/** What the chain says about one configured contract. */
export interface ContractFacts {
  contract: Contract
  /** Code at the head; undefined when it could not be read. */
  hasCode: boolean | undefined
  /** First block with code; undefined when the node cannot tell. */
  firstCode: bigint | undefined
  /** What it is a proxy of (EIP-1967). */
  implementation: Address | undefined
}

/** Lines about one contract: its code, and its start block where it has one. Pure. */
export function judgeContract(facts: ContractFacts, rangeBlocksMax: bigint): readonly DoctorLine[] {
  const { field, start } = facts.contract
  const place = { scope: 'contract', subject: field } as const
  const starts = judgeStart(facts, rangeBlocksMax).map((finding): DoctorLine => {
    return { ...place, subject: start?.field ?? field, check: 'startBlock', ...finding }
  })
  return [{ ...place, check: 'code', ...judgeCode(facts) }, ...starts]
}

/** Whether there is a contract at a configured address. */
function judgeCode({ contract, hasCode, implementation }: ContractFacts): Finding {
  const { address } = contract
  if (hasCode === undefined) {
    const cure = 'Take an endpoint that answers eth_getCode.'
    return { status: 'warn', text: `Whether ${address} has code could not be read.`, cure }
  }
  if (!hasCode) {
    const cure = 'Write the address that the contract has on this chain.'
    return { status: 'fail', text: `There is no contract at ${address}.`, cure }
  }
  if (implementation === undefined) return { status: 'pass', text: `${address} has code.` }
  const text = `${address} is a proxy of ${implementation}: an upgrade may change its events.`
  return { status: 'pass', text }
}

/** Whether a contract is followed from its first code on, and not from long before. */
function judgeStart(facts: ContractFacts, rangeBlocksMax: bigint): readonly Finding[] {
  const { contract, firstCode, hasCode } = facts
  const { start } = contract
  if (start === undefined || hasCode !== true) return []
  if (firstCode === undefined) {
    const text = `Start block ${start.block} could not be held against the first code: old states are gone.`
    const cure =
      'Look the deployment up in an explorer, or run the doctor with an archive endpoint.'
    return [{ status: 'warn', text, cure }]
  }
  if (start.block > firstCode) return [judgeLate(facts, { block: start.block, firstCode })]
  const idle = firstCode - start.block
  if (idle <= rangeBlocksMax * idleRangesMax) {
    return [{ status: 'pass', text: `Start block ${start.block}, first code at ${firstCode}.` }]
  }
  return [
    {
      status: 'warn',
      text: `Start block ${start.block} is ${idle} blocks before the contract's first code.`,
      cure: `Write ${firstCode} as ${start.field}: the blocks before it are read for nothing.`,
    },
  ]
}

function judgeLate(
  { contract, implementation }: ContractFacts,
  { block, firstCode }: { block: bigint; firstCode: bigint },
): Finding {
  const text = `Start block ${block} is later than the contract's first code at ${firstCode}.`
  switch (contract.role) {
    case 'book': {
      const cure = `Write ${firstCode} as ${contract.start?.field}: what was booked before would be missing.`
      // A proxy may have been there before there was a book behind it.
      return { status: implementation === undefined ? 'fail' : 'warn', text, cure }
    }
    case 'bridge': {
      const cure = `Write ${firstCode} as ${contract.start?.field}, or older transfers are NOT_COVERED.`
      return { status: 'warn', text, cure }
    }
    case 'feed':
    case 'carrier':
    case 'token':
    case 'landing':
      return { status: 'pass', text: `${text} Nothing older is needed of it.` }
  }
}
