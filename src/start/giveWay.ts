import type { Ingest } from './Ingest.ts'

/** Between the steps of a large range, so that other chains, and readers where they share the thread, get their turn. */
export function giveWay({ env, signal }: Pick<Ingest, 'env' | 'signal'>): Promise<void> {
  return env.sleep(0, signal)
}
