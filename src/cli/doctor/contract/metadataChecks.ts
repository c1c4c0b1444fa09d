import { ledgerTokens } from '../../../config/ledgerTokens.ts'
import type { Project } from '../../../config/Project.ts'
import { toFieldPath } from '../../../config/parse/toFieldPath.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import { feedChecks } from './feedChecks.ts'
import { equals, type MetadataCheck } from './MetadataCheck.ts'
import { symbolCheck } from './symbolCheck.ts'

/** All that a chain's contracts can be asked about what the config says of them. Pure. */
export function metadataChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return [
    ...tokenChecks(project, chainId),
    ...feedChecks(project, chainId),
    ...vaultChecks(project, chainId),
    ...bridgeChecks(project, chainId),
  ]
}

function tokenChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  const chain = project.chains.find(({ id }) => id === chainId)?.name ?? `${chainId}`
  const isBooked = ledgerTokens(project)
  return project.assets.flatMap(({ id, decimals: expected, tokens }) => {
    const to = tokens.get(chainId)
    if (to === undefined || isBooked(chainId, to)) return []
    // An asset has one token on each chain, and one number of decimals for all of them.
    const subject = toFieldPath(['assets', id, 'tokens', chain])
    const field = toFieldPath(['assets', id, 'decimals'])
    return [
      equals({ subject, field, to, question: 'decimals', expected }),
      symbolCheck(subject, to),
    ]
  })
}

function vaultChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.venues.flatMap(({ vaults }, i) =>
    vaults.flatMap((vault, j) => {
      if (vault.type === 'custom' || vault.chainId !== chainId) return []
      const place = (key: string) => toFieldPath(['venues', i, 'vaults', j, key])
      const { address: to, underlying, shareDecimals } = vault
      if (vault.type === 'erc7540') {
        const { share } = vault
        return [
          equals({ field: place('asset'), to, question: 'asset', expected: underlying }),
          ...(share === to
            ? []
            : [equals({ field: place('share'), to, question: 'share', expected: share })]),
        ]
      }
      return [
        equals({ field: place('underlying'), to, question: 'asset', expected: underlying }),
        equals({
          field: place('shareDecimals'),
          to,
          question: 'decimals',
          expected: shareDecimals,
        }),
      ]
    }),
  )
}

function bridgeChecks(project: Project, chainId: ChainId): readonly MetadataCheck[] {
  return project.bridges.flatMap((bridge) => {
    if (bridge.type !== 'hyperlane') return []
    return bridge.members.flatMap(({ chainId: at, mailbox, router, domain }, i) => {
      if (at !== chainId) return []
      const place = (key: string) => toFieldPath(['bridges', bridge.id, 'members', i, key])
      return [
        equals({ field: place('domain'), to: mailbox, question: 'localDomain', expected: domain }),
        equals({ field: place('mailbox'), to: router, question: 'mailbox', expected: mailbox }),
      ]
    })
  })
}
