// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// A price feed with the events and reads of a Chainlink aggregator; its owner is the oracle.
contract Aggregator {
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    uint8 public constant decimals = 8;
    address public immutable owner = msg.sender;
    string public description;
    uint80 public latestRound;
    int256 public latestAnswer;
    uint256 public latestTimestamp;

    constructor(string memory description_, int256 answer) {
        description = description_;
        _set(answer);
    }

    function setAnswer(int256 answer) external {
        require(msg.sender == owner, 'only the oracle');
        _set(answer);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (latestRound, latestAnswer, latestTimestamp, latestTimestamp, latestRound);
    }

    function _set(int256 answer) private {
        latestRound += 1;
        latestAnswer = answer;
        latestTimestamp = block.timestamp;
        emit AnswerUpdated(answer, latestRound, block.timestamp);
    }
}
