// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IOAppComposer} from '@layerzerolabs/oapp-evm/contracts/oapp/interfaces/IOAppComposer.sol';
import {OFTComposeMsgCodec} from '@layerzerolabs/oft-evm/contracts/libs/OFTComposeMsgCodec.sol';
import {OftVault} from './OftVault.sol';

/// Holds what an OFT has paid it until the endpoint hands it the message, which says whose it is.
contract OftComposer is IOAppComposer {
    OftVault public immutable vault;
    address public immutable endpoint;

    constructor(OftVault vault_, address endpoint_) {
        vault = vault_;
        endpoint = endpoint_;
    }

    function lzCompose(
        address oft,
        bytes32 guid,
        bytes calldata message,
        address,
        bytes calldata
    ) external payable {
        require(msg.sender == endpoint && oft == address(vault.oft()), 'not of this route');
        uint256 amount = OFTComposeMsgCodec.amountLD(message);
        address account = abi.decode(OFTComposeMsgCodec.composeMsg(message), (address));
        vault.asset().approve(address(vault), amount);
        vault.credit(account, guid, amount);
    }
}
