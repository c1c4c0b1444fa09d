// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from '@openzeppelin/contracts/token/ERC20/IERC20.sol';

/// Keeps one asset as collateral and books it by account. What carries it elsewhere names the transfer and the beneficiary.
abstract contract Book {
    event Deposited(address indexed account, address indexed payer, uint256 amount);
    event Withdrawn(address indexed account, address indexed recipient, uint256 amount);
    event Sent(address indexed account, bytes32 indexed key, address beneficiary, uint256 amount);
    event Credited(address indexed account, bytes32 indexed key, uint256 amount);

    IERC20 public immutable asset;
    mapping(address account => uint256) public balanceOf;

    constructor(IERC20 asset_) {
        asset = asset_;
    }

    function deposit(uint256 amount) external {
        asset.transferFrom(msg.sender, address(this), amount);
        balanceOf[msg.sender] += amount;
        emit Deposited(msg.sender, msg.sender, amount);
    }

    function withdraw(uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        asset.transfer(msg.sender, amount);
        emit Withdrawn(msg.sender, msg.sender, amount);
    }

    function _sent(bytes32 key, address beneficiary, uint256 amount) internal {
        balanceOf[msg.sender] -= amount;
        emit Sent(msg.sender, key, beneficiary, amount);
    }

    function _credited(address account, bytes32 key, uint256 amount) internal {
        balanceOf[account] += amount;
        emit Credited(account, key, amount);
    }
}
