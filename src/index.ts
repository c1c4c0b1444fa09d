/** What a config imports: `import { defineConfig, defineVault } from 'plimsoll'`. */
export type { ChainPreset } from './config/ChainPreset.ts'
export type { ConfigInput } from './config/ConfigInput.ts'
export type { CustomDefinition } from './config/CustomDefinition.ts'
export { defineConfig } from './config/defineConfig.ts'
export { defineBridge } from './protocols/defineBridge.ts'
export { defineMarket } from './protocols/defineMarket.ts'
export { defineProtocol } from './protocols/defineProtocol.ts'
export { defineVault } from './protocols/defineVault.ts'
