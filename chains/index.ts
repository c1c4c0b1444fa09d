/** Package entry `plimsoll/chains`: what is publicly known of each chain. Data only. */
export { anvil } from './anvil.ts'
export { arbitrum } from './arbitrum.ts'
export { base } from './base.ts'
export { ethereum } from './ethereum.ts'
export { optimism } from './optimism.ts'
export { polygon } from './polygon.ts'
