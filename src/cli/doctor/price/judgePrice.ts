import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { Finding } from '../DoctorLine.ts'
import type { RequestPrice } from './RequestPrice.ts'

/** Says what a chain will cost, and whether the coverage that is asked for can be had at all. */
export function judgePrice({ livePerDay, backfill }: RequestPrice, chain: ChainConfig): Finding {
  const { unverified, verified, proven } = backfill
  const levels = [
    `${spell(unverified)} unverified`,
    verified === undefined ? 'verified is out of reach' : `${spell(verified)} verified`,
    `${spell(proven)} proven`,
  ].join(', ')
  const text = `About ${spell(livePerDay)} requests a day live; once for the backfill: ${levels} (configured: ${chain.coverage}).`
  if (chain.coverage !== 'verified' || verified !== undefined) return { status: 'pass', text }
  return {
    status: 'warn',
    text,
    cure: `Add an endpoint of another host, or set chains.${chain.name}.coverage to 'proven': its blooms are not trusted.`,
  }
}

/** 1,234,567 without a locale of the machine. */
function spell(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
