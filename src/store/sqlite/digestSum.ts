/** Digests are added as four words of 32 bits, modulo 2^128: the order of blocks and of repairs does not matter. */
const WORDS = 4

/** The sum over no block. */
export function emptySum(): Buffer {
  return Buffer.alloc(WORDS * 4)
}

/** Adds a digest to a sum in place, or with -1 takes it away again. */
export function addDigest(sum: Buffer, digest: Buffer, sign: 1 | -1): void {
  let carry = 0
  for (let at = (WORDS - 1) * 4; at >= 0; at -= 4) {
    const word = sum.readUInt32BE(at) + sign * digest.readUInt32BE(at) + carry
    carry = Math.floor(word / 2 ** 32)
    sum.writeUInt32BE(word - carry * 2 ** 32, at)
  }
}
