// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from '@openzeppelin/contracts/token/ERC20/ERC20.sol';

/// What the adapter locks: 18 decimals, all of it its deployer's.
contract Token is ERC20 {
    constructor() ERC20('Tide', 'TIDE') {
        _mint(msg.sender, 1_000_000 ether);
    }
}
