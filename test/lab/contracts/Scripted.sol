// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20, IMailbox, IWarpRouter} from './Interfaces.sol';

/**
 * The contracts of the simulated world, for scripts that are played on real nodes too: whoever calls is obeyed, and what
 * is refused is refused by a revert.
 */
contract ScriptedBook {
    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address to, uint256 amount);
    event Sent(
        address indexed account,
        bytes32 indexed messageId,
        address beneficiary,
        uint256 amount
    );
    event Credited(address indexed account, bytes32 indexed messageId, uint256 amount);
    event Settled(address indexed account, int256 amount);
    event Labelled(address indexed account, string label, uint256 amount);

    struct Sending {
        address account;
        address beneficiary;
        address recipient;
        uint32 destination;
        uint256 amount;
        bool isNamed;
        bool isQueued;
    }

    IERC20 public immutable token;
    /// A warp router or a `ScriptedRoute`.
    address public immutable carrier;
    bool public immutable isWarp;
    mapping(address account => uint256) public balanceOf;

    constructor(IERC20 token_, address carrier_, bool isWarp_) {
        token = token_;
        carrier = carrier_;
        isWarp = isWarp_;
        token_.approve(carrier_, type(uint256).max);
    }

    function deposit(address account, uint256 amount) external {
        token.transferFrom(account, address(this), amount);
        balanceOf[account] += amount;
        emit Deposited(account, amount);
    }

    function withdraw(address account, uint256 amount) external {
        balanceOf[account] -= amount;
        token.transfer(account, amount);
        emit Withdrawn(account, account, amount);
    }

    function settle(address account, int256 amount) external {
        if (amount < 0) balanceOf[account] -= uint256(-amount);
        else balanceOf[account] += uint256(amount);
        emit Settled(account, amount);
    }

    function label(address account, string calldata text, uint256 amount) external {
        emit Labelled(account, text, amount);
    }

    /// Emits Deposited with a topic, or with a word of data, too many.
    function malform(address account, uint256 amount, bool isTopic) external {
        bytes32 topic = Deposited.selector;
        assembly {
            mstore(0, amount)
            mstore(32, 1)
            switch isTopic
            case 0 { log2(0, 64, topic, account) }
            default { log3(0, 32, topic, account, 1) }
        }
    }

    function send(Sending calldata sending) external {
        balanceOf[sending.account] -= sending.amount;
        bytes32 key = isWarp
            ? IWarpRouter(carrier).transferRemote(
                sending.destination,
                bytes32(uint256(uint160(sending.recipient))),
                sending.amount
            )
            : ScriptedRoute(carrier).send(sending);
        if (sending.isNamed)
            emit Sent(sending.account, key, sending.beneficiary, sending.amount);
        else emit Withdrawn(sending.account, carrier, sending.amount);
    }

    /// Books what has been paid already.
    function credit(address account, bytes32 key, uint256 amount, bool isNamed) external {
        balanceOf[account] += amount;
        if (isNamed) emit Credited(account, key, amount);
        else emit Deposited(account, amount);
    }
}

/// A bridge of another make: its keys are counted, and only its payloads commit to all of a message.
contract ScriptedRoute {
    event RouteQueued(
        bytes32 indexed key,
        bytes32 payload,
        address sender,
        address recipient,
        uint256 destination,
        uint256 amount
    );
    event RouteSent(
        bytes32 indexed key,
        bytes32 payload,
        address sender,
        address recipient,
        uint256 destination,
        uint256 amount
    );
    event RouteAttested(bytes32 indexed key, bytes32 payload, uint256 origin);
    event RouteCommitted(bytes32 indexed key, bytes32 payload, uint256 origin);
    event RouteCredited(
        bytes32 indexed key,
        bytes32 payload,
        address recipient,
        uint256 origin,
        uint256 amount
    );
    event RouteFailed(bytes32 indexed key, bytes32 payload, uint256 origin);
    event RouteCancelled(bytes32 indexed key, bytes32 payload, uint256 destination);
    event RouteRefunded(
        bytes32 indexed key,
        bytes32 payload,
        address recipient,
        uint256 destination,
        uint256 amount
    );

    IERC20 public immutable token;
    IMailbox public immutable mailbox;
    mapping(uint32 domain => bytes32) public siblings;
    mapping(bytes32 key => bool) public isCredited;
    mapping(bytes32 key => bool) public isRefunded;

    constructor(IERC20 token_, IMailbox mailbox_) {
        token = token_;
        mailbox = mailbox_;
    }

    function setSibling(uint32 domain, bytes32 sibling) external {
        siblings[domain] = sibling;
    }

    /// The payload is the id of a message that the mailbox counts, so that both bridges share one sequence.
    function send(ScriptedBook.Sending calldata sending) external returns (bytes32 key) {
        token.transferFrom(msg.sender, address(this), sending.amount);
        uint256 target = sending.destination;
        key = keccak256(abi.encode(block.chainid, target, uint256(mailbox.nonce())));
        bytes32 recipient = bytes32(uint256(uint160(sending.recipient)));
        bytes memory body = abi.encodePacked(recipient, sending.amount);
        bytes32 payload = mailbox.dispatch(sending.destination, siblings[sending.destination], body);
        if (sending.isQueued)
            emit RouteQueued(key, payload, sending.account, sending.recipient, target, sending.amount);
        emit RouteSent(key, payload, sending.account, sending.recipient, target, sending.amount);
    }

    /// `isForced` is a bridge that is broken: it credits twice.
    function credit(
        bytes32 key,
        bytes32 payload,
        address recipient,
        uint256 origin,
        uint256 amount,
        bool isForced
    ) external {
        require(isForced || !isCredited[key], 'credited already');
        isCredited[key] = true;
        token.transfer(recipient, amount);
        emit RouteCredited(key, payload, recipient, origin, amount);
    }

    /// 0 attested, 1 committed, 2 failed, 3 cancelled.
    function step(uint8 kind, bytes32 key, bytes32 payload, uint256 far) external {
        if (kind == 0) emit RouteAttested(key, payload, far);
        else if (kind == 1) emit RouteCommitted(key, payload, far);
        else if (kind == 2) emit RouteFailed(key, payload, far);
        else emit RouteCancelled(key, payload, far);
    }

    function refund(
        bytes32 key,
        bytes32 payload,
        address recipient,
        uint256 destination,
        uint256 amount
    ) external {
        require(!isRefunded[key], 'refunded already');
        isRefunded[key] = true;
        token.transfer(recipient, amount);
        emit RouteRefunded(key, payload, recipient, destination, amount);
    }
}

/// Shares whose rate rises with every log.
contract ScriptedShares {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    event Withdraw(
        address indexed sender,
        address indexed receiver,
        address indexed owner,
        uint256 assets,
        uint256 shares
    );

    uint256 public rate = 1_000_000;
    mapping(address owner => uint256) public balanceOf;

    function convertToAssets(uint256 shares) external view returns (uint256) {
        return (shares * rate) / 1_000_000;
    }

    function deposit(address owner, uint256 amount) external {
        _move(address(0), owner, amount);
        emit Deposit(owner, owner, amount, amount);
        rate += 7;
    }

    function withdraw(address owner, uint256 amount) external {
        _move(owner, address(0), amount);
        emit Withdraw(owner, owner, owner, amount, amount);
        rate += 7;
    }

    function move(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        if (from != address(0)) balanceOf[from] -= amount;
        if (to != address(0)) balanceOf[to] += amount;
        emit Transfer(from, to, amount);
        rate += 7;
    }
}

/// A feed that says what it is told.
contract ScriptedFeed {
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    function set(int256 answer, uint256 round, uint256 updatedAt) external {
        emit AnswerUpdated(answer, round, updatedAt);
    }
}
