// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20, IMailbox, IMessageRecipient} from './Interfaces.sol';
import {CollateralVault} from './CollateralVault.sol';

/// Holds collateral that has crossed a bridge until somebody forwards it to the vault beside it.
contract Landing is IMessageRecipient {
    struct Waiting {
        address account;
        uint256 amount;
    }

    CollateralVault public immutable vault;
    IMailbox public immutable mailbox;
    IERC20 public immutable asset;
    mapping(bytes32 warpMessageId => Waiting) public waiting;

    constructor(CollateralVault vault_) {
        vault = vault_;
        mailbox = vault_.mailbox();
        asset = vault_.asset();
    }

    function handle(uint32 origin, bytes32 sender, bytes calldata body) external payable {
        require(msg.sender == address(mailbox), 'only the mailbox');
        require(vault.isSibling(origin, sender), 'not a sibling of the vault');
        (bytes32 messageId, address account, uint256 amount) =
            abi.decode(body, (bytes32, address, uint256));
        waiting[messageId] = Waiting(account, amount);
    }

    function forward(bytes32 messageId) external {
        Waiting memory landed = waiting[messageId];
        require(landed.account != address(0), 'nothing waits under this message');
        require(mailbox.delivered(messageId), 'the tokens have not arrived');
        delete waiting[messageId];
        asset.transfer(address(vault), landed.amount);
        vault.creditFromLanding(landed.account, messageId, landed.amount);
    }
}
