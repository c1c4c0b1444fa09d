// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from '@openzeppelin/contracts/access/Ownable.sol';
import {Fee} from '@layerzerolabs/oft-evm/contracts/Fee.sol';
import {OFTAdapter} from '@layerzerolabs/oft-evm/contracts/OFTAdapter.sol';

/// LayerZero's adapter, with LayerZero's fee where one is set: it keeps the fee and the dust below what is sent.
contract FeeAdapter is OFTAdapter, Fee {
    constructor(address token, address endpoint, address owner)
        OFTAdapter(token, endpoint, owner)
        Ownable(owner)
    {}

    function _debitView(uint256 amount, uint256 minAmount, uint32 dstEid)
        internal
        view
        override
        returns (uint256 sent, uint256 received)
    {
        uint256 fee = getFee(dstEid, amount);
        if (fee == 0) return super._debitView(amount, minAmount, dstEid);
        (sent, received) = (amount, _removeDust(amount - fee));
        if (received < minAmount) revert SlippageExceeded(received, minAmount);
    }
}
