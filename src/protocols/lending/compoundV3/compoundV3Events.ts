import { parseAbi } from 'viem'
import { decodeStrict } from '../../decodeStrict.ts'

/** Of a Comet; `Upgraded` is its proxy's, and new code is new parameters. */
export const cometEvents = decodeStrict(
  parseAbi([
    'event Supply(address indexed from, address indexed dst, uint256 amount)',
    'event Transfer(address indexed from, address indexed to, uint256 amount)',
    'event Withdraw(address indexed src, address indexed to, uint256 amount)',
    'event SupplyCollateral(address indexed from, address indexed dst, address indexed asset, uint256 amount)',
    'event TransferCollateral(address indexed from, address indexed to, address indexed asset, uint256 amount)',
    'event WithdrawCollateral(address indexed src, address indexed to, address indexed asset, uint256 amount)',
    'event AbsorbDebt(address indexed absorber, address indexed borrower, uint256 basePaidOut, uint256 usdValue)',
    'event AbsorbCollateral(address indexed absorber, address indexed borrower, address indexed asset, uint256 collateralAbsorbed, uint256 usdValue)',
    'event Upgraded(address indexed implementation)',
  ]),
)
