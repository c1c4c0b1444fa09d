import type { ChainPreset } from '../../config/ChainPreset.ts'

/** The presets by name, out of the module that configs import as `plimsoll/chains`. */
export function loadPresets(
  modules: Readonly<Record<string, unknown>>,
): Readonly<Record<string, ChainPreset>> {
  const chains = modules['plimsoll/chains']
  if (typeof chains !== 'object' || chains === null) return {}
  return Object.fromEntries(
    Object.entries(chains).filter((entry): entry is [string, ChainPreset] => isPreset(entry[1])),
  )
}

function isPreset(value: unknown): value is ChainPreset {
  return typeof value === 'object' && value !== null && 'id' in value && 'domains' in value
}
