import { concatHex, encodeAbiParameters, type Hex, type Log, pad } from 'viem'
import { invoke } from '../invoke.ts'
import { type CcipSide, toBytes } from './deployBase.ts'

/** Gas for a receiver that books. */
const receiverGas = 200_000n

/** Sends by the vault's book of the user for that on the other chain, or from wallet to wallet. */
export async function sendOverCcip(
  from: CcipSide,
  to: CcipSide,
  { amount, payer }: { amount: bigint; payer: 'vault' | 'wallet' },
): Promise<readonly Log[]> {
  const { chain, vault, router, link, token } = from
  const isBooked = payer === 'vault'
  const message = {
    receiver: toBytes(isBooked ? to.vault.address : chain.user),
    data: isBooked ? pad(chain.user) : '0x',
    tokenAmounts: [{ token: token.address, amount }],
    feeToken: link.address,
    extraArgs: toExtraArgs(isBooked ? receiverGas : 0n),
  }
  const args = [to.selector, message]
  const { logs } = isBooked
    ? await invoke(chain, vault, 'send', [...args, chain.user], { from: chain.user })
    : await invoke(chain, router, 'ccipSend', args, { from: chain.user })
  return logs
}

/** Version 2 of the arguments for EVM chains, without order. */
function toExtraArgs(gasLimit: bigint): Hex {
  const args = encodeAbiParameters([{ type: 'uint256' }, { type: 'bool' }], [gasLimit, true])
  return concatHex(['0x181dcf10', args])
}
