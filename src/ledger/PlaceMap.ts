import type { Address, ChainId } from '../facts/primitives.ts'

/** What is known of contracts, by chain and address: binding and matching ask it for every leg, hence no key is spelled. */
export class PlaceMap<value> {
  readonly #chains = new Map<ChainId, Map<Address, value>>()

  get(chainId: ChainId, address: Address): value | undefined {
    return this.#chains.get(chainId)?.get(address)
  }

  set(chainId: ChainId, address: Address, value: value): void {
    const addresses = this.#chains.get(chainId)
    if (addresses === undefined) this.#chains.set(chainId, new Map([[address, value]]))
    else addresses.set(address, value)
  }

  values(): readonly value[] {
    return [...this.#chains.values()].flatMap((addresses) => [...addresses.values()])
  }
}
