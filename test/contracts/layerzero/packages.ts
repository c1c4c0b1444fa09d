import { openZeppelin } from '../openZeppelin.ts'

/** EndpointV2, as LayerZero compiles it. */
export const protocol = {
  spec: '@layerzerolabs/lz-evm-protocol-v2@3.0.168',
  integrity:
    'sha512-1m9uZDcROJrFjjFZ06J6kmXIqFoJ4r2VH95bL5wsKjkmffNrRYyxbTr2pael7EP8dcq55HpCKc9dg4G1SfTOVQ==',
}

/** The libraries that send and receive, and the workers that they pay, as LayerZero compiles them. */
export const messagelib = {
  spec: '@layerzerolabs/lz-evm-messagelib-v2@3.0.168',
  integrity:
    'sha512-tNrpfDu9nhB+/onG3Qzby0PFqi21HpW9dI9oa4HulW5/VfiMQllj2gKOX+BEemokdq2JQhAHvj8dTkp0euXPPg==',
}

/** Packages whose Solidity an OFT is compiled from, since an OFT ships abstract. */
export const solidity = {
  '@layerzerolabs/lz-evm-protocol-v2': { ...protocol, folders: ['contracts'] },
  '@layerzerolabs/oapp-evm': {
    spec: '@layerzerolabs/oapp-evm@0.4.1',
    integrity:
      'sha512-eOoDepVSrUlVNIlnkH0Vd5Vt4lXBkSBh6Bb16vsLbaN9AryBjy4GDpsE7K4c8iWTFL9BiBXGsV7nJTkgqi+xRQ==',
    folders: ['contracts'],
  },
  '@layerzerolabs/oft-evm': {
    spec: '@layerzerolabs/oft-evm@4.0.1',
    integrity:
      'sha512-GjjfnUbx77TnFFKALVRXJYb1bt1jvarcyyx/AQo6sZfJng5DIqzI9wDxEGlUz03tEnsS6ZOOLBsH+e/hYsruiA==',
    folders: ['contracts'],
  },
  '@openzeppelin/contracts': openZeppelin,
}
