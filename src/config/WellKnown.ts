/** Contracts of one protocol by their role, EIP-55, with the npm package and version that names them. */
export type ContractGroup = Readonly<Record<string, string>> & { source: string }

/** A chain's well-known contracts by protocol, and its canonical tokens by symbol. Data, which nobody has to use. */
export interface WellKnown {
  hyperlane?: ContractGroup
  layerzero?: ContractGroup
  stargate?: ContractGroup
  cctpV1?: ContractGroup
  cctpV2?: ContractGroup
  wormhole?: ContractGroup
  across?: ContractGroup
  axelar?: ContractGroup
  ccip?: ContractGroup
  arbitrum?: ContractGroup
  polygonPos?: ContractGroup
  opStack?: ContractGroup
  assets: { source: string } & Readonly<Record<string, KnownAsset | string>>
}

/** A token that stands for a coin on one chain. */
export interface KnownAsset {
  address: `0x${string}`
  decimals: number
}
