// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20, IMailbox, IMessageRecipient, IWarpRouter} from './Interfaces.sol';

/**
 * Keeps one asset as collateral. Unit 0 of an account is its cross margin, unit n > 0 is the
 * isolated unit of market n. Collateral moves to the sibling vault of another chain as two
 * Hyperlane messages: a warp transfer carries the tokens, a venue message names the beneficiary.
 */
contract CollateralVault is IMessageRecipient {
    event CollateralDeposited(address indexed account, address indexed payer, uint256 amount);
    event CollateralWithdrawn(address indexed account, address indexed recipient, uint256 amount);
    event CollateralSent(
        address indexed account,
        bytes32 indexed messageId,
        uint32 destination,
        address beneficiary,
        uint256 amount
    );
    event CollateralCredited(address indexed account, bytes32 indexed messageId, uint256 amount);
    event CollateralMoved(
        address indexed account,
        uint256 fromUnit,
        uint256 toUnit,
        uint256 amount
    );
    event ProfitSettled(address indexed account, uint256 indexed unit, int256 amount);
    event FeeCharged(address indexed account, uint256 indexed unit, uint256 amount);
    event CollateralSeized(
        address indexed account,
        uint256 indexed unit,
        address indexed liquidator,
        uint256 amount
    );

    struct Sibling {
        address vault;
        address landing;
    }

    address public immutable owner = msg.sender;
    IERC20 public immutable asset;
    IMailbox public immutable mailbox;
    IWarpRouter public immutable router;
    address public landing;
    address public clearinghouse;
    address public feeWallet;
    address public insuranceWallet;
    mapping(uint32 domain => Sibling) public siblings;
    mapping(address account => mapping(uint256 unit => uint256)) public balanceOf;
    mapping(address account => mapping(address operator => bool)) public isOperator;

    modifier only(address caller) {
        require(msg.sender == caller, 'caller not allowed');
        _;
    }

    constructor(IERC20 asset_, IMailbox mailbox_, IWarpRouter router_) {
        asset = asset_;
        mailbox = mailbox_;
        router = router_;
    }

    function setLanding(address landing_) external only(owner) {
        landing = landing_;
    }

    function setSibling(uint32 domain, address vault, address landing_) external only(owner) {
        siblings[domain] = Sibling(vault, landing_);
    }

    function setClearinghouse(address clearinghouse_, address feeWallet_, address insuranceWallet_)
        external
        only(owner)
    {
        clearinghouse = clearinghouse_;
        feeWallet = feeWallet_;
        insuranceWallet = insuranceWallet_;
    }

    function isSibling(uint32 domain, bytes32 sender) public view returns (bool) {
        return sender != 0 && sender == _toBytes32(siblings[domain].vault);
    }

    // Accounts.

    function deposit(address account, uint256 amount) external {
        asset.transferFrom(msg.sender, address(this), amount);
        balanceOf[account][0] += amount;
        emit CollateralDeposited(account, msg.sender, amount);
    }

    function withdraw(address recipient, uint256 amount) external {
        _withdraw(msg.sender, recipient, amount);
    }

    function approveOperator(address operator) external {
        isOperator[msg.sender][operator] = true;
    }

    function withdrawFor(address account, address recipient, uint256 amount) external {
        require(isOperator[account][msg.sender], 'not an operator of the account');
        _withdraw(account, recipient, amount);
    }

    /// Leaves the venue for a wallet on another chain: collateral ends here.
    function withdrawRemote(uint32 destination, address wallet, uint256 amount) external {
        balanceOf[msg.sender][0] -= amount;
        emit CollateralWithdrawn(msg.sender, address(router), amount);
        _transferRemote(destination, wallet, amount);
    }

    function moveToUnit(uint256 fromUnit, uint256 toUnit, uint256 amount) external {
        balanceOf[msg.sender][fromUnit] -= amount;
        balanceOf[msg.sender][toUnit] += amount;
        emit CollateralMoved(msg.sender, fromUnit, toUnit, amount);
    }

    /// Sends collateral to a sibling. The venue message deliberately does not name the sender.
    function sendCollateral(
        uint32 destination,
        address beneficiary,
        uint256 amount,
        bool viaLanding
    ) external {
        Sibling memory sibling = siblings[destination];
        require(sibling.vault != address(0), 'no sibling on that chain');
        address recipient = viaLanding ? sibling.landing : sibling.vault;
        balanceOf[msg.sender][0] -= amount;
        bytes32 messageId = _transferRemote(destination, recipient, amount);
        bytes memory body = abi.encode(messageId, beneficiary, amount);
        mailbox.dispatch(destination, _toBytes32(recipient), body);
        emit CollateralSent(msg.sender, messageId, destination, beneficiary, amount);
    }

    // Messages. One warp message may be named twice by a forged venue message: a lab wants that.

    function handle(uint32 origin, bytes32 sender, bytes calldata body)
        external
        payable
        only(address(mailbox))
    {
        require(isSibling(origin, sender), 'not a sibling');
        (bytes32 messageId, address account, uint256 amount) =
            abi.decode(body, (bytes32, address, uint256));
        require(mailbox.delivered(messageId), 'the tokens have not arrived');
        _credit(account, messageId, amount);
    }

    function creditFromLanding(address account, bytes32 messageId, uint256 amount)
        external
        only(landing)
    {
        _credit(account, messageId, amount);
    }

    // The clearinghouse. Tokens follow the book, so that the vault's balance is the book's sum.

    /// Pays a profit from the insurance wallet or a loss into it; returns the loss left uncovered.
    function settle(address account, uint256 unit, int256 profit)
        external
        only(clearinghouse)
        returns (uint256 shortfall)
    {
        if (profit >= 0) {
            asset.transferFrom(insuranceWallet, address(this), uint256(profit));
            balanceOf[account][unit] += uint256(profit);
            emit ProfitSettled(account, unit, profit);
        } else {
            uint256 paid = _take(account, unit, uint256(-profit), insuranceWallet);
            shortfall = uint256(-profit) - paid;
            emit ProfitSettled(account, unit, -int256(paid));
        }
    }

    function chargeFee(address account, uint256 unit, uint256 amount) external only(clearinghouse) {
        emit FeeCharged(account, unit, _take(account, unit, amount, feeWallet));
    }

    function seize(address account, uint256 unit, address liquidator, uint256 amount)
        external
        only(clearinghouse)
    {
        emit CollateralSeized(account, unit, liquidator, _take(account, unit, amount, liquidator));
    }

    // Lab only.

    /// Emits CollateralDeposited in a shape that no compiler would produce.
    function emitMalformed(uint8 shape, address account, uint256 amount) external {
        bytes32 topic = CollateralDeposited.selector;
        assembly {
            mstore(0, amount)
            mstore(32, amount)
            switch shape
            case 0 { log3(0, 31, topic, account, caller()) } // truncated data
            case 1 { log3(0, 32, topic, or(account, shl(160, 1)), caller()) } // dirty address
            case 2 { log3(0, 64, topic, account, caller()) } // trailing data
            default { log4(0, 32, topic, account, caller(), amount) } // a topic too many
        }
    }

    function _withdraw(address account, address recipient, uint256 amount) private {
        balanceOf[account][0] -= amount;
        asset.transfer(recipient, amount);
        emit CollateralWithdrawn(account, recipient, amount);
    }

    function _transferRemote(uint32 destination, address recipient, uint256 amount)
        private
        returns (bytes32)
    {
        // A synthetic router burns its own token; only a collateral router needs an allowance.
        if (address(asset) != address(router)) asset.approve(address(router), amount);
        return router.transferRemote(destination, _toBytes32(recipient), amount);
    }

    function _credit(address account, bytes32 messageId, uint256 amount) private {
        balanceOf[account][0] += amount;
        emit CollateralCredited(account, messageId, amount);
    }

    function _take(address account, uint256 unit, uint256 amount, address to)
        private
        returns (uint256 taken)
    {
        uint256 balance = balanceOf[account][unit];
        taken = amount < balance ? amount : balance;
        balanceOf[account][unit] = balance - taken;
        asset.transfer(to, taken);
    }

    function _toBytes32(address value) private pure returns (bytes32) {
        return bytes32(uint256(uint160(value)));
    }
}
