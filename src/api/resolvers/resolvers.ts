import type { Resolvers } from '../generated/resolverTypes.ts'
import { Address } from './Address.ts'
import { AgeBand } from './AgeBand.ts'
import { Amount } from './Amount.ts'
import { AssetPrice } from './AssetPrice.ts'
import { AssetTotal } from './AssetTotal.ts'
import { BigIntScalar } from './BigInt.ts'
import { Binding } from './Binding.ts'
import { Bridge } from './Bridge.ts'
import { Chain } from './Chain.ts'
import { ChainId } from './ChainId.ts'
import { Collateral } from './Collateral.ts'
import { CollateralLine } from './CollateralLine.ts'
import { Contribution } from './Contribution.ts'
import { Coverage } from './Coverage.ts'
import { enumValues } from './enumValues.ts'
import { Hash } from './Hash.ts'
import { Hex } from './Hex.ts'
import { Leg } from './Leg.ts'
import { MarginAccount } from './MarginAccount.ts'
import { MarginAccountConnection } from './MarginAccountConnection.ts'
import { MarginUnit } from './MarginUnit.ts'
import { Meta } from './Meta.ts'
import { NextParameters } from './NextParameters.ts'
import { Node } from './Node.ts'
import { ParameterVersion } from './ParameterVersion.ts'
import { Query } from './Query.ts'
import { Ratio } from './Ratio.ts'
import { Route } from './Route.ts'
import { RouteConnection } from './RouteConnection.ts'
import { RouteFlow } from './RouteFlow.ts'
import { Slacks } from './Slacks.ts'
import { Subscription } from './Subscription.ts'
import { Timestamp } from './Timestamp.ts'
import { TokenAmount } from './TokenAmount.ts'
import { Transfer } from './Transfer.ts'
import { TransferAmount } from './TransferAmount.ts'
import { TransferConnection } from './TransferConnection.ts'
import { Usd } from './Usd.ts'

/** Every resolver by schema type. A type that is absent is served field by field as it is, which the compiler checks. */
export const resolvers: Resolvers = {
  ...enumValues,
  Address,
  AgeBand,
  Amount,
  AssetPrice,
  AssetTotal,
  BigInt: BigIntScalar,
  Binding,
  Bridge,
  Chain,
  ChainId,
  Collateral,
  CollateralLine,
  Contribution,
  Coverage,
  Hash,
  Hex,
  Leg,
  MarginAccount,
  MarginAccountConnection,
  MarginUnit,
  Meta,
  NextParameters,
  Node,
  ParameterVersion,
  Query,
  Route,
  RouteConnection,
  RouteFlow,
  Ratio,
  Slacks,
  Subscription,
  Timestamp,
  TokenAmount,
  Transfer,
  TransferAmount,
  TransferConnection,
  Usd,
}
