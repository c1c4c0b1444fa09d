// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAggregator} from './Interfaces.sol';
import {CollateralVault} from './CollateralVault.sol';

/**
 * Perpetual markets on the home chain, settled in the home vault. Sizes and entry values have 18
 * decimals, prices 8, collateral 6; one unit of collateral is taken as one dollar. Requirements are
 * not checked here: an account's collateral lives on several chains, which no contract can see.
 */
contract Clearinghouse {
    event PositionChanged(
        address indexed account,
        uint256 indexed unit,
        uint256 indexed market,
        int256 size,
        int256 entryValue,
        int256 fundingIndex
    );
    event LiquidationStarted(address indexed account, uint256 indexed unit);
    event LiquidationFinished(address indexed account, uint256 indexed unit);
    event DebtChanged(address indexed account, uint256 indexed unit, uint256 debt);

    struct Position {
        int256 size;
        int256 entryValue;
    }

    int256 private constant DOLLAR_TO_COLLATERAL = 1e12;

    address public immutable owner = msg.sender;
    CollateralVault public immutable vault;
    uint256 public immutable feeBps;
    uint256 public immutable penaltyBps;
    address public liquidator;
    IAggregator[] private feeds;
    mapping(address account => mapping(uint256 unit => mapping(uint256 market => Position)))
        public positions;
    mapping(address account => mapping(uint256 unit => uint256)) public debtOf;

    constructor(CollateralVault vault_, uint256 feeBps_, uint256 penaltyBps_, address liquidator_) {
        vault = vault_;
        feeBps = feeBps_;
        penaltyBps = penaltyBps_;
        liquidator = liquidator_;
    }

    /// Markets are numbered from 1, because unit 0 is the cross unit.
    function addMarket(IAggregator feed) external {
        require(msg.sender == owner, 'only the owner');
        feeds.push(feed);
    }

    function trade(uint256 market, uint256 unit, int256 sizeDelta) external {
        require(unit == 0 || unit == market, 'an isolated unit belongs to one market');
        int256 price = priceOf(market);
        _change(msg.sender, unit, market, sizeDelta, price);
        int256 volume = (sizeDelta * price) / 1e8 / DOLLAR_TO_COLLATERAL;
        vault.chargeFee(msg.sender, unit, (_absolute(volume) * feeBps) / 10_000);
    }

    /// Closes every position of the unit and seizes a penalty; the liquidator judges the account.
    function liquidate(address account, uint256 unit) external {
        require(msg.sender == liquidator, 'only the liquidator');
        emit LiquidationStarted(account, unit);
        uint256 volume = 0;
        for (uint256 market = 1; market <= feeds.length; market++) {
            int256 size = positions[account][unit][market].size;
            if (size == 0) continue;
            int256 price = priceOf(market);
            _change(account, unit, market, -size, price);
            volume += _absolute((size * price) / 1e8 / DOLLAR_TO_COLLATERAL);
        }
        vault.seize(account, unit, liquidator, (volume * penaltyBps) / 10_000);
        emit LiquidationFinished(account, unit);
    }

    /// Pays back debt out of the unit's collateral, as far as it reaches.
    function repayDebt(uint256 unit) external {
        uint256 debt = debtOf[msg.sender][unit];
        uint256 shortfall = vault.settle(msg.sender, unit, -int256(debt));
        debtOf[msg.sender][unit] = shortfall;
        emit DebtChanged(msg.sender, unit, shortfall);
    }

    function priceOf(uint256 market) public view returns (int256 price) {
        (, price,,,) = feeds[market - 1].latestRoundData();
    }

    function _change(address account, uint256 unit, uint256 market, int256 sizeDelta, int256 price)
        private
    {
        Position storage position = positions[account][unit][market];
        int256 closed = _closedPart(position.size, sizeDelta);
        if (closed != 0) {
            int256 entry = (position.entryValue * closed) / position.size;
            position.size -= closed;
            position.entryValue -= entry;
            _settle(account, unit, ((closed * price) / 1e8 - entry) / DOLLAR_TO_COLLATERAL);
        }
        int256 opened = sizeDelta + closed;
        position.size += opened;
        position.entryValue += (opened * price) / 1e8;
        emit PositionChanged(account, unit, market, position.size, position.entryValue, 0);
    }

    /// The part of `size` that a trade against it closes, with the sign of `size`.
    function _closedPart(int256 size, int256 sizeDelta) private pure returns (int256) {
        if ((size > 0) == (sizeDelta > 0) || size == 0) return 0;
        return _absolute(sizeDelta) < _absolute(size) ? -sizeDelta : size;
    }

    function _settle(address account, uint256 unit, int256 profit) private {
        uint256 shortfall = vault.settle(account, unit, profit);
        if (shortfall == 0) return;
        debtOf[account][unit] += shortfall;
        emit DebtChanged(account, unit, debtOf[account][unit]);
    }

    function _absolute(int256 value) private pure returns (uint256) {
        return uint256(value < 0 ? -value : value);
    }
}
