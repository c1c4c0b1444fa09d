import type { SequencerState } from '../margin/sequencerAt.ts'
import type { Condition } from './Condition.ts'

/** Chains whose sequencer is down, or has come back so lately that nobody could act. */
export function sequencerConditions(sequencers: readonly SequencerState[]): readonly Condition[] {
  return sequencers.flatMap((sequencer) => judge(sequencer) ?? [])
}

function judge(sequencer: SequencerState): Condition | undefined {
  const { chainId, feed, state, since, graceUntil, blockNumber } = sequencer
  const base = {
    isConfirmed: true,
    chains: [chainId],
    subject: feed,
    since,
    evidence: blockNumber === undefined ? [] : [`${chainId}:${blockNumber}`],
  }
  switch (state) {
    case 'up':
      return undefined
    case 'down': {
      const text = `The sequencer of chain ${chainId} is down: prices of its feeds are as late as can be.`
      return { ...base, code: 'SEQUENCER_DOWN', severity: 'warning', text }
    }
    case 'grace': {
      const text = `The sequencer of chain ${chainId} is back; until ${graceUntil} (seconds) prices of its feeds count as late.`
      return { ...base, code: 'SEQUENCER_GRACE', severity: 'info', text }
    }
  }
}
