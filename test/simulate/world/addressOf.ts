import { type Hex, pad, stringToHex } from 'viem'

/** An address that reads as the text it was made from. */
export function addressOf(text: string): Hex {
  return pad(stringToHex(text), { size: 20 })
}
