/**
 * Orderly: a `vault` on each chain keeps tokens, the `ledger` on Orderly's own chain books what they are worth to whom. A bridge
 * carries one asset; its token on Orderly's chain is the last 20 bytes of keccak256 of its symbol, because there it is no
 * contract, and the vaults name it by that hash too.
 *
 * Deposit:    `AccountDepositTo` of a vault, `AccountDeposit` of older ones, and once where one logs both; then `AccountDeposit` or
 *             `AccountDepositSol` of the ledger. They share the vault's chain and its deposit nonce.
 * Withdrawal: `AccountWithdrawApprove` or `AccountWithdrawSolApprove` of the ledger, where the amount leaves the account; then
 *             `AccountWithdraw` of the vault. They share the account and its withdrawal nonce. The vault pays the amount less
 *             the fee, and nothing where `WithdrawFailed` stands beside it: the tokens stay in the vault although the ledger takes
 *             the withdrawal for paid, so that it is no credit but a failure. `AccountWithdrawFail` or `AccountWithdrawSolFail`
 *             with reason 201 gives the amount back; any other refuses what was never sent, also under a nonce that was used.
 *
 * Control:    `ChangeTokenAddressAndAllow`: a vault that takes another token than the config says is quarantined.
 *
 * Not read: `AccountWithdrawFinish` is the ledger's receipt for what the vault has said, also where it paid nothing;
 * `AccountWithdraw2Contract` repeats an approval; `MessageSent` and `MessageReceived` carry both, without any nonce of their own;
 * `RebalanceBurn`, `RebalanceMint`, `RebalanceBurnResult` and `RebalanceMintResult` move tokens between vaults over CCTP and no
 * account's money. What accounts do on the ledger crosses nothing: `AccountRegister`, `SettlementResult`, `SettlementExecution`,
 * `AdlResult`, `AdlResultV2`, `LiquidationResult`, `LiquidationResultV2`, `LiquidationTransfer`, `LiquidationTransferV2`,
 * `ProcessValidatedFutures`, `FeeDistribution`. Permissions and addresses decide no transfer under way: `AccountDelegate`,
 * `DelegateSigner`, `SetAllowedToken`, `SetAllowedBroker`, `SetAllowedSymbol`, `SetAllowedChainToken`, `SetMaxWithdrawFee`,
 * `ChangeDepositLimit`, `ChangeCrossChainManager`, `ChangeCrossChainManagerV2`, `ChangeOperatorManager`, `ChangeVaultManager`,
 * `ChangeMarketManager`, `ChangeFeeManager`, `ChangeLedgerImplA`, `ChangeLedgerImplB`, `ChangeLedgerImplC`.
 */
import { parseAbi } from 'viem'
import { orderlyTransferAbi } from '../../orderlyTransferAbi.ts'
import { createProtocol } from '../createProtocol.ts'
import { findLedgerLegs } from './findLedgerLegs.ts'
import { findVaultLegs } from './findVaultLegs.ts'

export const orderly = createProtocol({
  name: 'orderly',
  domain: 'chainId',
  policy: { stuckAfterSeconds: 1_800n, p99Seconds: 600n },
  contracts: {
    vault: {
      isOptional: true,
      abi: parseAbi([
        'event AccountDeposit(bytes32 indexed accountId, address indexed userAddress, uint64 indexed depositNonce, bytes32 tokenHash, uint128 tokenAmount)',
        'event AccountDepositTo(bytes32 indexed accountId, address indexed userAddress, uint64 indexed depositNonce, bytes32 tokenHash, uint128 tokenAmount)',
        'event AccountWithdraw(bytes32 indexed accountId, uint64 indexed withdrawNonce, bytes32 brokerHash, address sender, address receiver, bytes32 tokenHash, uint128 tokenAmount, uint128 fee)',
        'event WithdrawFailed(address indexed token, address indexed receiver, uint256 amount)',
        'event ChangeTokenAddressAndAllow(bytes32 indexed tokenHash, address tokenAddress)',
      ]),
    },
    ledger: {
      isOptional: true,
      abi: orderlyTransferAbi,
    },
  },
  toFindings: (events, route) => {
    const atVault = events.flatMap((event) => (event.role === 'vault' ? [event] : []))
    const atLedger = events.flatMap((event) => (event.role === 'ledger' ? [event] : []))
    return [...findVaultLegs(atVault, route), ...findLedgerLegs(atLedger, route)]
  },
})
