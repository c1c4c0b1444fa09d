import { type Hex, maxUint96, zeroAddress } from 'viem'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import type { RealChain } from '../startChain.ts'
import {
  type CcipBase,
  type CcipSide,
  connectBase,
  deployBase,
  deployVault,
  oracles,
  toBytes,
} from './deployBase.ts'
import { openCcip } from './packages.ts'

/** A config of signers and transmitters has any name of 32 bytes. */
export const configDigest: Hex = `0x${'c0'.repeat(32)}`

/** CCIP 1.6 on one chain. */
export interface V16Side extends CcipSide {
  /** Chainlink's own contract for the hash of a message. */
  hasher: Deployed
}

/** Deploys everything that needs to know nothing of the other chain. A token of the `locking` kind is held by its pool. */
export async function deployV16(
  chain: RealChain,
  { selector, decimals, kind }: { selector: bigint; decimals: number; kind: 'locking' | 'burning' },
): Promise<V16Side> {
  const artifacts = await openCcip()
  const minted = kind === 'locking' ? 10n ** 24n : 0n
  const base = await deployBase(chain, { selector, decimals, minted })
  const ramps = await deployRamps(base)
  const hasher = await deploy(chain, artifacts.hasher)
  const { rmnProxy, router, token } = base
  const pool = await deploy(
    chain,
    kind === 'locking' ? artifacts.lockingPoolV16 : artifacts.burningPoolV16,
    [token.address, decimals, [], rmnProxy, router.address],
  )
  if (kind === 'burning') await invoke(chain, token, 'grantMintAndBurnRoles', [pool.address])
  return { ...base, ...ramps, hasher, pool, vault: await deployVault(base, pool) }
}

async function deployRamps({ chain, selector, rmn, registry, link }: CcipBase) {
  const { owner } = chain
  const artifacts = await openCcip()
  const nonces = await deploy(chain, artifacts.nonceManager, [[]])
  const feeQuoter = await deploy(chain, artifacts.feeQuoterV16, [
    { maxFeeJuelsPerMsg: maxUint96, linkToken: link.address, tokenPriceStalenessThreshold: 86_400 },
    ...[[owner], [link.address], [], []],
    [{ token: link.address, premiumMultiplierWeiPerEth: 10n ** 18n }],
    [],
  ])
  const shared = {
    ...{ chainSelector: selector, rmnRemote: rmn.address, nonceManager: nonces.address },
    tokenAdminRegistry: registry.address,
  }
  const dynamic = { feeQuoter: feeQuoter.address, messageInterceptor: zeroAddress }
  const outbound = { reentrancyGuardEntered: false, feeAggregator: owner, allowlistAdmin: owner }
  const onRamp = await deploy(chain, artifacts.onRampV16, [shared, { ...dynamic, ...outbound }, []])
  const offRamp = await deploy(chain, artifacts.offRampV16, [
    { ...shared, gasForCallExactCheck: 5_000 },
    { ...dynamic, permissionLessExecutionThresholdSeconds: 28_800 },
    [],
  ])
  const authorized = { addedCallers: [onRamp.address, offRamp.address], removedCallers: [] }
  await invoke(chain, nonces, 'applyAuthorizedCallerUpdates', [authorized])
  const plugins = [0, 1].map((plugin) => toOcrConfig(chain, plugin))
  await invoke(chain, offRamp, 'setOCR3Configs', [plugins])
  return { onRamp, offRamp, feeQuoter }
}

/** Plugin 0 commits and is signed for, plugin 1 executes and is not. One of four nodes may lie. */
function toOcrConfig(chain: RealChain, ocrPluginType: number) {
  const isSigned = ocrPluginType === 0
  return {
    ...{ configDigest, ocrPluginType, F: 1, isSignatureVerificationEnabled: isSigned },
    signers: isSigned ? oracles.map(({ address }) => address) : [],
    transmitters: [chain.relayer],
  }
}

/** Opens the lane to and from another chain. */
export async function connectV16(here: V16Side, there: V16Side): Promise<void> {
  const { chain, router, onRamp, offRamp, feeQuoter } = here
  const remote = there.selector
  const outbound = { destChainSelector: remote, router: router.address, allowlistEnabled: false }
  await invoke(chain, onRamp, 'applyDestChainConfigUpdates', [[outbound]])
  const inbound = {
    ...{ router: router.address, sourceChainSelector: remote, isEnabled: true },
    ...{ isRMNVerificationDisabled: true, onRamp: toBytes(there.onRamp.address) },
  }
  await invoke(chain, offRamp, 'applySourceChainConfigUpdates', [[inbound]])
  await invoke(chain, feeQuoter, 'applyDestChainConfigUpdates', [[toFeeConfig(remote)]])
  await connectBase(here, there)
}

function toFeeConfig(destChainSelector: bigint) {
  return {
    destChainSelector,
    destChainConfig: {
      ...{ isEnabled: true, maxNumberOfTokensPerMsg: 1, maxDataBytes: 10_000 },
      ...{ maxPerMsgGasLimit: 3_000_000, destGasOverhead: 300_000 },
      ...{ destGasPerPayloadByteBase: 16, destGasPerPayloadByteHigh: 40 },
      ...{ destGasPerPayloadByteThreshold: 3_000, destDataAvailabilityOverheadGas: 0 },
      ...{ destGasPerDataAvailabilityByte: 0, destDataAvailabilityMultiplierBps: 0 },
      // bytes4(keccak256('CCIP ChainFamilySelector EVM')).
      ...{ chainFamilySelector: '0x2812d52c', enforceOutOfOrder: false },
      ...{ defaultTokenFeeUSDCents: 25, defaultTokenDestGasOverhead: 150_000 },
      ...{ defaultTxGasLimit: 200_000, gasMultiplierWeiPerEth: 10n ** 18n },
      ...{ gasPriceStalenessThreshold: 86_400, networkFeeUSDCents: 10 },
    },
  }
}
