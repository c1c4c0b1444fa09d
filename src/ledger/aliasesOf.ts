import type { Hex } from '../facts/primitives.ts'
import type { TransferView } from './TransferView.ts'

/**
 * The names of a transfer beside its key, in order: those under which its legs were filed and those that they give it. Orphaned
 * legs name nothing.
 */
export function aliasesOf({ key, legs }: Pick<TransferView, 'key' | 'legs'>): readonly Hex[] {
  const names = new Set(legs.flatMap(({ filedUnder, alias }) => [filedUnder ?? key, alias ?? key]))
  names.delete(key)
  return [...names].sort()
}
