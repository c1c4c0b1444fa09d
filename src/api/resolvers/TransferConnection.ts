import type { TransferConnectionResolvers } from '../generated/resolverTypes.ts'
import { connectionFields } from './connectionFields.ts'

export const TransferConnection: TransferConnectionResolvers = connectionFields
