/**
 * What a fact says of its origin: its decoder with the version, and the source set that the decoder reads, such as
 * `erc4626@1 31001/erc4626:0xabc…`. Facts of one source are found again by it when the source has to be derived anew.
 */
export function factDecoder(name: string, sourceId: string): string {
  return `${name} ${sourceId}`
}

/** Source set of a fact's decoder, empty where it names none. Neither part holds a space: the last one divides them. */
export function sourceOfDecoder(decoder: string): string {
  const at = decoder.lastIndexOf(' ')
  return at < 0 ? '' : decoder.slice(at + 1)
}
