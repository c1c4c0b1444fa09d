import { parseAbi } from 'viem'

/** What Orderly's ledger says of deposits and withdrawals in all its versions: of balances to the book, of legs to the bridge. */
export const orderlyTransferAbi = parseAbi([
  'event AccountDeposit(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, address userAddress, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash)',
  'event AccountDeposit(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, address userAddress, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash, uint256 blocktime)',
  'event AccountDepositSol(bytes32 indexed accountId, uint64 indexed depositNonce, uint64 indexed eventId, bytes32 pubkey, bytes32 tokenHash, uint128 tokenAmount, uint256 srcChainId, uint64 srcChainDepositNonce, bytes32 brokerHash)',
  'event AccountWithdrawApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee)',
  'event AccountWithdrawApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint256 blocktime)',
  'event AccountWithdrawSolApprove(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, bytes32 sender, bytes32 receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee)',
  'event AccountWithdrawFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint8 failReason)',
  'event AccountWithdrawFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, address sender, address receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint256 blocktime, uint8 failReason)',
  'event AccountWithdrawSolFail(bytes32 indexed accountId, uint64 indexed withdrawNonce, uint64 indexed eventId, bytes32 brokerHash, bytes32 sender, bytes32 receiver, uint256 chainId, bytes32 tokenHash, uint128 tokenAmount, uint128 fee, uint8 failReason)',
])
