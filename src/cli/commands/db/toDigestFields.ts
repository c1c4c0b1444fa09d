import type { Project } from '../../../config/Project.ts'
import type { DigestCheck } from '../../../store/Upkeep.ts'
import type { LogFields } from '../../../utils/Log.ts'

/** What to compare between a store and its copies, per chain; a chain that the config left out has its number. */
export function toDigestFields(check: DigestCheck, project: Project): LogFields {
  const { chainId, blocks, stateDigest } = check
  const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `${chainId}`
  return { chain, blocks, stateDigest: stateDigest ?? 'none yet' }
}
