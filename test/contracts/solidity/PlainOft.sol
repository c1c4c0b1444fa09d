// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from '@openzeppelin/contracts/access/Ownable.sol';
import {OFT} from '@layerzerolabs/oft-evm/contracts/OFT.sol';

/// LayerZero's OFT as it is, with eight decimals: two more than its messages have.
contract PlainOft is OFT {
    constructor(address endpoint, address owner) OFT('Tide', 'TIDE', endpoint, owner) Ownable(owner) {}

    function decimals() public pure override returns (uint8) {
        return 8;
    }
}
