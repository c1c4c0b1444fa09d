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

/** What a verifier of a committee begins its results with. */
export const versionTag: Hex = '0x49ff34ed'

/** CCIP 2.0 on one chain. */
export interface V2Side extends CcipSide {
  /** Finds the verifier by its version; what messages name. */
  resolver: Deployed
  verifier: Deployed
  executor: Deployed
}

/** Deploys everything that needs to know nothing of the other chain. A token of the `locking` kind lies in a box. */
export async function deployV2(
  chain: RealChain,
  { selector, decimals, kind }: { selector: bigint; decimals: number; kind: 'locking' | 'burning' },
): Promise<V2Side> {
  const minted = kind === 'locking' ? 10n ** 24n : 0n
  const base = await deployBase(chain, { selector, decimals, minted })
  const ramps = await deployRamps(base)
  const workers = await deployWorkers(base)
  const pools = kind === 'locking' ? await deployLocking(base) : await deployBurning(base)
  return { ...base, ...ramps, ...workers, ...pools, vault: await deployVault(base, pools.pool) }
}

async function deployRamps({ chain, selector, rmn, registry, link }: CcipBase) {
  const { owner } = chain
  const artifacts = await openCcip()
  const fees = { maxFeeJuelsPerMsg: maxUint96, linkToken: link.address }
  const feeQuoter = await deploy(chain, artifacts.feeQuoterV2, [fees, [owner], [], []])
  const shared = { rmnRemote: rmn.address, tokenAdminRegistry: registry.address }
  const onRamp = await deploy(chain, artifacts.onRampV2, [
    { ...shared, chainSelector: selector, maxUSDCentsPerMessage: 100_000 },
    { feeQuoter: feeQuoter.address, reentrancyGuardEntered: false, feeAggregator: owner },
  ])
  const gas = { gasForCallExactCheck: 5_000, maxGasBufferToUpdateState: 12_000 }
  const inbound = { ...shared, ...gas, localChainSelector: selector }
  const offRamp = await deploy(chain, artifacts.offRampV2, [inbound])
  return { feeQuoter, onRamp, offRamp }
}

async function deployWorkers({ chain, rmn }: CcipBase) {
  const { owner } = chain
  const artifacts = await openCcip()
  const verifier = await deploy(chain, artifacts.verifier, [
    { feeAggregator: owner, allowlistAdmin: owner },
    ...[['https://nodes.invalid'], rmn.address, versionTag],
  ])
  const resolver = await deploy(chain, artifacts.resolver)
  const byVersion = [{ version: versionTag, verifier: verifier.address }]
  await invoke(chain, resolver, 'applyInboundImplementationUpdates', [byVersion])
  // As many verifiers as a message may name.
  const executor = await deploy(chain, artifacts.executor, [
    10,
    { feeAggregator: owner, allowedFinalityConfig: '0x00000000', ccvAllowlistEnabled: false },
  ])
  return { verifier, resolver, executor }
}

async function deployLocking({ chain, token, decimals, rmnProxy, router }: CcipBase) {
  const artifacts = await openCcip()
  const box = await deploy(chain, artifacts.lockBox, [token.address])
  const args = [token.address, decimals, zeroAddress, rmnProxy, router.address, box.address]
  const pool = await deploy(chain, artifacts.lockingPoolV2, args)
  const authorized = { addedCallers: [pool.address], removedCallers: [] }
  await invoke(chain, box, 'applyAuthorizedCallerUpdates', [authorized])
  return { pool, lockBox: box.address }
}

async function deployBurning({ chain, token, decimals, rmnProxy, router }: CcipBase) {
  const artifacts = await openCcip()
  const args = [token.address, decimals, zeroAddress, rmnProxy, router.address]
  const pool = await deploy(chain, artifacts.burningPoolV2, args)
  await invoke(chain, token, 'grantMintAndBurnRoles', [pool.address])
  return { pool }
}

/** Opens the lane to and from another chain. */
export async function connectV2(here: V2Side, there: V2Side): Promise<void> {
  const { chain, router, onRamp, offRamp, feeQuoter, resolver, verifier, executor } = here
  const remote = there.selector
  const ccvs = { defaultCCVs: [resolver.address], laneMandatedCCVs: [] }
  await invoke(chain, onRamp, 'applyDestChainConfigUpdates', [
    [
      {
        ...{ destChainSelector: remote, router: router.address, addressBytesLength: 20 },
        ...{ tokenReceiverAllowed: false, messageNetworkFeeUSDCents: 10 },
        ...{ tokenNetworkFeeUSDCents: 25, baseExecutionGasCost: 150_000, ...ccvs },
        ...{ defaultExecutor: executor.address, offRamp: there.offRamp.address },
      },
    ],
  ])
  const inbound = {
    ...{ router: router.address, sourceChainSelector: remote, isEnabled: true },
    ...{ onRamps: [toBytes(there.onRamp.address)], ...ccvs },
  }
  await invoke(chain, offRamp, 'applySourceChainConfigUpdates', [[inbound]])
  const byChain = [{ destChainSelector: remote, verifier: verifier.address }]
  await invoke(chain, resolver, 'applyOutboundImplementationUpdates', [byChain])
  const job = { feeUSDCents: 5, gasForVerification: 100_000, payloadSizeBytes: 200 }
  await invoke(chain, verifier, 'applyRemoteChainConfigUpdates', [
    [{ router: router.address, remoteChainSelector: remote, allowlistEnabled: false, ...job }],
  ])
  const signers = oracles.map(({ address }) => address)
  const committee = { sourceChainSelector: remote, threshold: 2, signers }
  await invoke(chain, verifier, 'applySignatureConfigs', [[], [committee]])
  const paid = { destChainSelector: remote, config: { usdCentsFee: 5, enabled: true } }
  await invoke(chain, executor, 'applyDestChainUpdates', [[], [paid]])
  await invoke(chain, feeQuoter, 'applyDestChainConfigUpdates', [[toFeeConfig(remote)]])
  await connectBase(here, there)
}

function toFeeConfig(destChainSelector: bigint) {
  return {
    destChainSelector,
    destChainConfig: {
      ...{ isEnabled: true, maxDataBytes: 10_000, maxPerMsgGasLimit: 3_000_000 },
      ...{ destGasOverhead: 300_000, destGasPerPayloadByteBase: 16 },
      // bytes4(keccak256('CCIP ChainFamilySelector EVM')).
      ...{ chainFamilySelector: '0x2812d52c', defaultTokenFeeUSDCents: 25 },
      ...{ defaultTokenDestGasOverhead: 150_000, defaultTxGasLimit: 200_000 },
      ...{ networkFeeUSDCents: 10, linkFeeMultiplierPercent: 90 },
    },
  }
}
