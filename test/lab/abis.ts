import { parseAbi } from 'viem'

/** Written out by hand, so that the tests of a decoder share nothing with the decoder. */
export const tokenAbi = parseAbi([
  'constructor(string name, string symbol, uint8 decimals)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
  'function mint(address to, uint256 amount)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function transferFrom(address from, address to, uint256 amount) returns (bool)',
  'function balanceOf(address account) view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function decimals() view returns (uint8)',
])

export const vaultAbi = parseAbi([
  'constructor(address asset, address mailbox, address router)',
  'event CollateralDeposited(address indexed account, address indexed payer, uint256 amount)',
  'event CollateralWithdrawn(address indexed account, address indexed recipient, uint256 amount)',
  'event CollateralSent(address indexed account, bytes32 indexed messageId, uint32 destination, address beneficiary, uint256 amount)',
  'event CollateralCredited(address indexed account, bytes32 indexed messageId, uint256 amount)',
  'event CollateralMoved(address indexed account, uint256 fromUnit, uint256 toUnit, uint256 amount)',
  'event ProfitSettled(address indexed account, uint256 indexed unit, int256 amount)',
  'event FeeCharged(address indexed account, uint256 indexed unit, uint256 amount)',
  'event CollateralSeized(address indexed account, uint256 indexed unit, address indexed liquidator, uint256 amount)',
  'function balanceOf(address account, uint256 unit) view returns (uint256)',
  'function asset() view returns (address)',
  'function deposit(address account, uint256 amount)',
  'function withdraw(address recipient, uint256 amount)',
  'function approveOperator(address operator)',
  'function withdrawFor(address account, address recipient, uint256 amount)',
  'function withdrawRemote(uint32 destination, address wallet, uint256 amount)',
  'function moveToUnit(uint256 fromUnit, uint256 toUnit, uint256 amount)',
  'function sendCollateral(uint32 destination, address beneficiary, uint256 amount, bool viaLanding)',
  'function emitMalformed(uint8 shape, address account, uint256 amount)',
  'function setLanding(address landing)',
  'function setSibling(uint32 domain, address vault, address landing)',
  'function setClearinghouse(address clearinghouse, address feeWallet, address insuranceWallet)',
])

export const landingAbi = parseAbi([
  'constructor(address vault)',
  'function waiting(bytes32 messageId) view returns (address account, uint256 amount)',
  'function forward(bytes32 messageId)',
])

export const clearinghouseAbi = parseAbi([
  'constructor(address vault, uint256 feeBps, uint256 penaltyBps, address liquidator)',
  'event PositionChanged(address indexed account, uint256 indexed unit, uint256 indexed market, int256 size, int256 entryValue, int256 fundingIndex)',
  'event LiquidationStarted(address indexed account, uint256 indexed unit)',
  'event LiquidationFinished(address indexed account, uint256 indexed unit)',
  'event DebtChanged(address indexed account, uint256 indexed unit, uint256 debt)',
  'function addMarket(address feed)',
  'function trade(uint256 market, uint256 unit, int256 sizeDelta)',
  'function liquidate(address account, uint256 unit)',
  'function repayDebt(uint256 unit)',
  'function priceOf(uint256 market) view returns (int256)',
  'function positions(address account, uint256 unit, uint256 market) view returns (int256 size, int256 entryValue)',
  'function debtOf(address account, uint256 unit) view returns (uint256)',
])

export const aggregatorAbi = parseAbi([
  'constructor(string description, int256 answer)',
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  'function setAnswer(int256 answer)',
  'function decimals() view returns (uint8)',
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
])

export const yieldVaultAbi = parseAbi([
  'constructor(address asset)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'function asset() view returns (address)',
  'function totalAssets() view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function balanceOf(address owner) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function deposit(uint256 assets, address receiver) returns (uint256)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256)',
  'function transfer(address to, uint256 shares) returns (bool)',
])

export const batchAbi = parseAbi([
  'struct Call { address to; bytes data; }',
  'function run(Call[] calls)',
])

export const mailboxAbi = parseAbi([
  'constructor(uint32 localDomain)',
  'event Dispatch(address indexed sender, uint32 indexed destination, bytes32 indexed recipient, bytes message)',
  'event DispatchId(bytes32 indexed messageId)',
  'event Process(uint32 indexed origin, bytes32 indexed sender, address indexed recipient)',
  'event ProcessId(bytes32 indexed messageId)',
  'function initialize(address owner, address defaultIsm, address defaultHook, address requiredHook)',
  'function process(bytes metadata, bytes message) payable',
  'function delivered(bytes32 messageId) view returns (bool)',
  'function nonce() view returns (uint32)',
])

export const merkleTreeHookAbi = parseAbi([
  'constructor(address mailbox)',
  'event InsertedIntoTree(bytes32 messageId, uint32 index)',
  'function root() view returns (bytes32)',
  'function count() view returns (uint32)',
])

export const multisigIsmAbi = parseAbi([
  'constructor(address[] validators, uint8 threshold)',
  'function validatorsAndThreshold(bytes message) view returns (address[] validators, uint8 threshold)',
])

export const warpRouterAbi = parseAbi([
  'event SentTransferRemote(uint32 indexed destination, bytes32 indexed recipient, uint256 amount)',
  'event ReceivedTransferRemote(uint32 indexed origin, bytes32 indexed recipient, uint256 amount)',
  'function transferRemote(uint32 destination, bytes32 recipient, uint256 amount) payable returns (bytes32)',
  'function enrollRemoteRouter(uint32 domain, bytes32 router)',
  'function routers(uint32 domain) view returns (bytes32)',
])

export const collateralRouterAbi = parseAbi([
  'constructor(address token, uint256 scale, address mailbox)',
  'function initialize(address hook, address ism, address owner)',
])

export const syntheticRouterAbi = parseAbi([
  'constructor(uint8 decimals, uint256 scale, address mailbox)',
  'function initialize(uint256 totalSupply, string name, string symbol, address hook, address ism, address owner)',
])
