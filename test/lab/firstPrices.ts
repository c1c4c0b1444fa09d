/** First answers of the feeds, with 8 decimals. */
export const firstPrices = {
  ethUsd: 3_000_00000000n,
  btcUsd: 60_000_00000000n,
  lusdUsd: 1_00000000n,
}
