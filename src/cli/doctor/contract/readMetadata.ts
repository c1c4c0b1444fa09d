import { parseHex } from '../../../chain/rpc/parseHex.ts'
import type { AskMany } from '../../preflight/readCodes.ts'
import type { DoctorLine } from '../DoctorLine.ts'
import type { MetadataCheck } from './MetadataCheck.ts'

/** Asks all checks of a chain at once and judges the answers. */
export async function readMetadata(
  askMany: AskMany,
  checks: readonly MetadataCheck[],
): Promise<readonly DoctorLine[]> {
  const answers = await askMany(
    checks.map(({ to, data }) => ({ method: 'eth_call', params: [{ to, data }, 'latest'] })),
  )
  return checks.flatMap((check, i) => {
    const finding = check.judge(parseHex(answers[i]?.result))
    if (finding === undefined) return []
    return [{ scope: 'contract' as const, subject: check.subject, check: 'metadata', ...finding }]
  })
}
