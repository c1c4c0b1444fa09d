// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from '@openzeppelin/contracts/token/ERC20/IERC20.sol';
import {
    IOFT,
    MessagingFee,
    MessagingReceipt,
    OFTReceipt,
    SendParam
} from '@layerzerolabs/oft-evm/contracts/interfaces/IOFT.sol';
import {Book} from './Book.sol';

/// Sends collateral through an OFT, and books what a composer brings.
contract OftVault is Book {
    IOFT public immutable oft;

    constructor(IERC20 asset_, IOFT oft_) Book(asset_) {
        oft = oft_;
    }

    /// What the OFT takes leaves the book; dust that it leaves stays the account's.
    function send(SendParam calldata parameters, address beneficiary) external payable {
        asset.approve(address(oft), parameters.amountLD);
        (MessagingReceipt memory message, OFTReceipt memory amounts) =
            oft.send{value: msg.value}(parameters, MessagingFee(msg.value, 0), msg.sender);
        _sent(message.guid, beneficiary, amounts.amountSentLD);
    }

    /// Whoever brings tokens may name the message that they came with.
    function credit(address account, bytes32 guid, uint256 amount) external {
        asset.transferFrom(msg.sender, address(this), amount);
        _credited(account, guid, amount);
    }
}
