// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from '@openzeppelin/contracts/token/ERC20/IERC20.sol';
import {IAny2EVMMessageReceiver} from '@chainlink/contracts-ccip/contracts/interfaces/IAny2EVMMessageReceiver.sol';
import {IRouterClient} from '@chainlink/contracts-ccip/contracts/interfaces/IRouterClient.sol';
import {Client} from '@chainlink/contracts-ccip/contracts/libraries/Client.sol';
import {Book} from './Book.sol';

/// Sends collateral over CCIP, and books what comes with a message in the call that brings it, unless it is closed.
contract CcipVault is Book, IAny2EVMMessageReceiver {
    IRouterClient public immutable router;
    bool public isClosed;

    constructor(IERC20 asset_, IRouterClient router_) Book(asset_) {
        router = router_;
    }

    function setClosed(bool isClosed_) external {
        isClosed = isClosed_;
    }

    /// The sender pays the fee in the message's fee token.
    function send(uint64 chain, Client.EVM2AnyMessage calldata message, address beneficiary) external {
        uint256 fee = router.getFee(chain, message);
        IERC20(message.feeToken).transferFrom(msg.sender, address(this), fee);
        IERC20(message.feeToken).approve(address(router), fee);
        uint256 amount = message.tokenAmounts[0].amount;
        asset.approve(address(router), amount);
        _sent(router.ccipSend(chain, message), beneficiary, amount);
    }

    function ccipReceive(Client.Any2EVMMessage calldata message) external {
        require(msg.sender == address(router) && !isClosed, 'not taken');
        address account = abi.decode(message.data, (address));
        _credited(account, message.messageId, message.destTokenAmounts[0].amount);
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IAny2EVMMessageReceiver).interfaceId || id == 0x01ffc9a7;
    }
}
