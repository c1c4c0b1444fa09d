// Generated from schema.graphql by `npm run codegen`. Do not edit.
import type { Hex } from '../../facts/primitives.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AmountModel } from '../models/AmountModel.ts';
import type { PriceView, AssetTotal as AssetTotalModel, AgeBand as AgeBandModel, BridgeView, CollateralLine as CollateralLineModel, RouteView, RouteFlow as RouteFlowModel } from '../views/Views.ts';
import type { BindingModel } from '../models/BindingModel.ts';
import type { Bounds as BoundsModel, Contribution as ContributionModel, Slacks as SlacksModel } from '../../margin/MarginStatus.ts';
import type { ChainModel } from '../models/ChainModel.ts';
import type { CollateralModel } from '../models/CollateralModel.ts';
import type { RecordedCoverage } from '../../store/Recorded.ts';
import type { Leg as LegModel } from '../../facts/Leg.ts';
import type { MarginAccountModel } from '../models/MarginAccountModel.ts';
import type { MarginAccountConnectionModel, RouteConnectionModel, TransferConnectionModel } from '../models/ConnectionModel.ts';
import type { MarginUnitModel } from '../models/MarginUnitModel.ts';
import type { ParameterVersion as ParameterVersionModel } from '../../margin/requirements/ParameterVersion.ts';
import type { MetaModel } from '../models/MetaModel.ts';
import type { NextMeasurement } from '../views/values/createParameters.ts';
import type { TokenAmountModel } from '../models/TokenAmountModel.ts';
import type { TransferModel } from '../models/TransferModel.ts';
import type { TransferAmount as TransferAmountModel } from '../../ledger/TransferView.ts';
import type { GraphqlContext } from '../GraphqlContext.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An integer of any size, written as a decimal string: `BigInt(raw)` in JavaScript reads it exactly. */
  BigInt: { input: bigint; output: bigint | number; }
  /** 20 bytes of 0x-prefixed hex. Answers are lower-case; arguments may be lower-case or checksummed (EIP-55). */
  Address: { input: Hex; output: Hex; }
  /** 0x-prefixed hex of any whole number of bytes, lower-case in answers. */
  Hex: { input: Hex; output: Hex; }
  /** 32 bytes of 0x-prefixed hex, lower-case in answers. */
  Hash: { input: Hex; output: Hex; }
  /** EIP-155 chain id, a JSON number. */
  ChainId: { input: number; output: number; }
  /**
   * Seconds since 1970-01-01T00:00:00Z, a JSON number as in a block header: `new Date(1000 * value)`. Arguments may also be
   * a decimal string or an RFC 3339 string such as `"2026-11-22T17:00:00Z"`. A feed may claim an absurd time: answers stop
   * at 9007199254740991.
   */
  Timestamp: { input: bigint; output: bigint | number; }
};

/** An exact amount of an asset. No figure here was ever a floating-point number. */
export type Amount = {
  /** In the asset's smallest unit. */
  readonly raw: Scalars['BigInt']['output'];
  /** Decimals of the asset: `value = raw / 10^decimals`. */
  readonly decimals: Scalars['Int']['output'];
  /** The same amount as an exact decimal string, such as `-1.05`. */
  readonly value: Scalars['String']['output'];
};

/** An exact value in US dollars. */
export type Usd = {
  /** With 18 decimals: 1 USD = 10^18. */
  readonly raw: Scalars['BigInt']['output'];
  /** The same value as an exact decimal string, such as `1250.5`. */
  readonly value: Scalars['String']['output'];
};

/** An amount of one token on one chain, as a bridge said it. */
export type TokenAmount = {
  /** In the token's smallest unit. */
  readonly raw: Scalars['BigInt']['output'];
  /** Decimals of the token; null when the config does not know the token. */
  readonly decimals?: Maybe<Scalars['Int']['output']>;
  /** Exact decimal string; null when the decimals are unknown. */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** Chain that the token lives on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Token contract. */
  readonly token: Scalars['Address']['output'];
  /** Configured asset that the token is of; null when the config does not know it. */
  readonly assetId?: Maybe<Scalars['String']['output']>;
  /** Symbol of that asset. */
  readonly symbol?: Maybe<Scalars['String']['output']>;
};

/** The moment an answer is asked for: exactly one field. Without `at` the answer is taken at `finality: LATEST`. */
export type At = {
  /** Each chain at its own latest, safe or finalized height. */
  readonly finality?: InputMaybe<Finality>;
  /** One time for all chains: per chain the highest block at or before it. */
  readonly timestamp?: InputMaybe<Scalars['Timestamp']['input']>;
  /** The `cut.checkpoint` of an earlier answer: the same state again, or an error that says why not. */
  readonly checkpoint?: InputMaybe<Scalars['String']['input']>;
};

/** How far a block must have settled to count. */
export type Finality =
  /** The newest indexed block of each chain. */
  | 'LATEST'
  /** The block each chain calls safe. */
  | 'SAFE'
  /** The block each chain calls finalized: it cannot change any more. */
  | 'FINALIZED';

/** What kind of moment a cut is. */
export type CutKind =
  /** Each chain at its own height; their times differ a little. */
  | 'FRONTIER'
  /** All chains at one time. */
  | 'ALIGNED';

/** Whether a chain is part of a cut. */
export type ChainInclusion =
  /** Its state is in every sum of the answer. */
  | 'INCLUDED'
  /** In every sum, but not read up to the time asked for. */
  | 'BEHIND'
  /** Still reading history: left out of the sums. */
  | 'BACKFILLING'
  /** Not followed back to that moment: left out of the sums. */
  | 'NOT_COVERED';

/** One published state of all chains. All of one answer is taken at one cut. */
export type Cut = {
  /** Each chain at its own height, or all at one time. */
  readonly kind: CutKind;
  /** The latest chain time in the cut, never ahead of the wall clock. */
  readonly asOf: Scalars['Timestamp']['output'];
  /** Rises when late knowledge changed the past (a decoder fix, a contract added later). */
  readonly revision: Scalars['Int']['output'];
  /** Rises with every published change. */
  readonly sequence: Scalars['BigInt']['output'];
  /** Names this cut. Pass it as `at: { checkpoint }` to ask the same state again. */
  readonly checkpoint: Scalars['String']['output'];
  /** A followed chain is not included: sums are of the included chains only. */
  readonly isPartial: Scalars['Boolean']['output'];
  /** Asked at an older revision and answered from the newest. */
  readonly isRevised: Scalars['Boolean']['output'];
  /** Where each followed chain stands in this cut. */
  readonly chains: ReadonlyArray<CutChain>;
};

/** Where one chain stands in a cut. */
export type CutChain = {
  /** EIP-155 id. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Name in the operator's config. */
  readonly name: Scalars['String']['output'];
  /** Whether its state is in the sums. */
  readonly inclusion: ChainInclusion;
  /** Height that the answer is taken at. */
  readonly number: Scalars['BigInt']['output'];
  /** Hash of that block. */
  readonly hash: Scalars['Hash']['output'];
  /** Time of that block. */
  readonly timestamp: Scalars['Timestamp']['output'];
  /** Height up to which the answer is final, never above `number`. */
  readonly finalized: Scalars['BigInt']['output'];
  /** No endpoint confirmed its head within the chain's limit: show this to your users. */
  readonly isStale: Scalars['Boolean']['output'];
};

/** Something with an id that `node` finds again. */
export type Node = {
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page starts and ends. */
export type PageInfo = {
  /** More rows follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Always false: pages are read forwards. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row, null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** Where the next page goes on: the cursor of the last row, null on a page without rows unless more may follow. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** Direction of an order. */
export type OrderDirection =
  /** Smallest or oldest first. */
  | 'asc'
  /** Largest or newest first. */
  | 'desc';

/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type Query = {
  /** The program, the cut, and how every followed chain is doing. Answers from the first second on. */
  readonly meta?: Maybe<Meta>;
  /** What is wrong right now or was at a past cut: a stale chain, a dead price, a stuck transfer. */
  readonly conditions?: Maybe<Conditions>;
  /** One account with its margin status. An account that never did anything is empty, not an error. */
  readonly marginAccount?: Maybe<MarginAccount>;
  /** What people ask of an account beside its status: how far it is from liquidation, and what may leave it. */
  readonly marginAnswers?: Maybe<MarginAnswers>;
  /** The account as it is and as it would be after some changes, one upon the other. Nothing is recorded. */
  readonly simulateMargin?: Maybe<MarginSimulation>;
  /** All accounts of a venue. */
  readonly marginAccounts?: Maybe<MarginAccountConnection>;
  /** Value crossing bridges, in the order in which it was first seen. */
  readonly transfers?: Maybe<TransferConnection>;
  /**
   * One transfer by exactly one of its names; null when there is none. A transaction may hold several: `SEVERAL_TRANSFERS`
   * then says to ask `transfers(where: { transactionHash })`.
   */
  readonly transfer?: Maybe<Transfer>;
  /** What backs the bridged tokens of each configured asset group. */
  readonly backing?: Maybe<Backings>;
  /** The bridges of the config, and since when they are covered where. */
  readonly bridges?: Maybe<Bridges>;
  /**
   * Every way that a bridge goes, by bridge, origin and destination: each pair of its chains, and each other chain that
   * something on its way came from or goes to.
   */
  readonly routes?: Maybe<RouteConnection>;
  /** All collateral of a venue, by asset and chain. */
  readonly collateral?: Maybe<Collateral>;
  /** The one price per asset that this cut values with. */
  readonly prices?: Maybe<Prices>;
  /** What a venue requires and weighs: the version that holds, what is announced, and what comes next. */
  readonly riskParameters?: Maybe<RiskParameters>;
  /** An object by its id; null when there is none. */
  readonly node?: Maybe<Node>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryMetaArgs = {
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryConditionsArgs = {
  at?: InputMaybe<At>;
  severity?: InputMaybe<Severity>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryMarginAccountArgs = {
  venue: Scalars['String']['input'];
  owner: Scalars['Address']['input'];
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryMarginAnswersArgs = {
  venue: Scalars['String']['input'];
  owner: Scalars['Address']['input'];
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QuerySimulateMarginArgs = {
  venue: Scalars['String']['input'];
  owner: Scalars['Address']['input'];
  changes: ReadonlyArray<MarginChange>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryMarginAccountsArgs = {
  venue: Scalars['String']['input'];
  where?: InputMaybe<MarginAccountWhere>;
  orderBy?: InputMaybe<MarginAccountOrder>;
  orderDirection?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryTransfersArgs = {
  where?: InputMaybe<TransferWhere>;
  orderBy?: InputMaybe<TransferOrder>;
  orderDirection?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryTransferArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  txHash?: InputMaybe<Scalars['Hash']['input']>;
  messageId?: InputMaybe<Scalars['Hex']['input']>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryBackingArgs = {
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryBridgesArgs = {
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryRoutesArgs = {
  where?: InputMaybe<RouteWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryCollateralArgs = {
  venue: Scalars['String']['input'];
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryPricesArgs = {
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryRiskParametersArgs = {
  venue: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  below?: InputMaybe<Scalars['Int']['input']>;
  at?: InputMaybe<At>;
};


/**
 * Everything that can be asked. Lists are Relay connections, `first` is 1 to 200 (50 by default); a cursor keeps the cut of
 * its page, so that paging goes on in the same state although the chains move.
 *
 * Codes in `extensions.code`: `BAD_ADDRESS`, `BAD_HEX`, `BAD_ID`, `BAD_AT`, `BAD_PAGE`, `BAD_WHERE`, `CURSOR_STALE`,
 * `UNKNOWN_VENUE`, `BEFORE_COVERAGE`, `BEFORE_RETENTION`, `SNAPSHOT_EXPIRED`, `CHECKPOINT_UNKNOWN`, `CUT_REORGED`, `NO_DATA_YET`, `TOO_COMPLEX`,
 * `RESPONSE_TOO_LARGE`, `SEVERAL_TRANSFERS`, `TOO_MANY_SUBSCRIPTIONS`, `CLOSING`, `BAD_CHANGE`, `MARGIN_INPUT` (a change that could
 * not happen), `INTERNAL` (ours, logged with `extensions.traceId`), and
 * GraphQL's own `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `BAD_REQUEST`.
 *
 * A field is null only with an error beside it, except `node` and `transfer`, which are null for what does not exist.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
  at?: InputMaybe<At>;
};

/**
 * Changes over server-sent events (`accept: text/event-stream`). The current state comes first; after it an event whenever
 * the content changed, not merely the cut. A slow reader gets the newest state and not every step in between.
 */
export type Subscription = {
  /**
   * The account whenever anything in it changed: a line, a value, a transfer, its status. Without `owner` every account of the
   * venue whose status changed: first those that are neither HEALTHY nor NO_RISK, the worst 1,000 of them, then whoever gets
   * there, moves between such statuses or is calm again.
   */
  readonly marginAccountChanged: MarginAccount;
  /**
   * Transfers whenever one changed: one transfer by `key`, or the newest 200 of a venue or an account. Give `key`, or `venue`
   * with or without `account`. A key that nobody has seen yet is answered with `transfer: null` and then followed.
   */
  readonly transferChanged: TransferChange;
};


/**
 * Changes over server-sent events (`accept: text/event-stream`). The current state comes first; after it an event whenever
 * the content changed, not merely the cut. A slow reader gets the newest state and not every step in between.
 */
export type SubscriptionMarginAccountChangedArgs = {
  venue: Scalars['String']['input'];
  owner?: InputMaybe<Scalars['Address']['input']>;
};


/**
 * Changes over server-sent events (`accept: text/event-stream`). The current state comes first; after it an event whenever
 * the content changed, not merely the cut. A slow reader gets the newest state and not every step in between.
 */
export type SubscriptionTransferChangedArgs = {
  key?: InputMaybe<Scalars['Hex']['input']>;
  venue?: InputMaybe<Scalars['String']['input']>;
  account?: InputMaybe<Scalars['Address']['input']>;
};

/** A transfer after it changed. A price that moves is not told: its `value` is that of the cut at which something else changed. */
export type TransferChange = {
  /** Correlation key. */
  readonly key: Scalars['Hex']['output'];
  /** The transfer; null while it is not known, also when a reorg removed everything of it. */
  readonly transfer?: Maybe<Transfer>;
  /** The cut at which the change was seen. */
  readonly cut: Cut;
};

/** The program and what it follows. */
export type Meta = {
  /** Version of Plimsoll. */
  readonly version: Scalars['String']['output'];
  /** Venues that can be asked for. */
  readonly venues: ReadonlyArray<Scalars['String']['output']>;
  /** Price feeds that are followed. */
  readonly feeds: ReadonlyArray<Feed>;
  /** Live state of every followed chain. */
  readonly chains: ReadonlyArray<Chain>;
  /** What the database takes on disk. */
  readonly storage: Storage;
  /** The cut asked for; null with an error while nothing is published yet. */
  readonly cut?: Maybe<Cut>;
};

/** A followed price feed. */
export type Feed = {
  /** Id in the operator's config. */
  readonly id: Scalars['String']['output'];
  /** Chain that the feed lives on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The aggregator contract. */
  readonly address: Scalars['Address']['output'];
  /** Decimals of its answers. */
  readonly decimals: Scalars['Int']['output'];
  /** Older than this, a price is late and its band widens. */
  readonly heartbeatSeconds: Scalars['BigInt']['output'];
  /** Older than this, a price is dead and accounts that need it are UNKNOWN. */
  readonly deadAfterSeconds: Scalars['BigInt']['output'];
};

/** How a chain is doing, in one word. */
export type ChainHealth =
  /** No endpoint has answered yet. */
  | 'CONNECTING'
  /** Reading history. */
  | 'BACKFILLING'
  /** At the head. */
  | 'LIVE'
  /** No endpoint confirmed its head within the chain's limit. */
  | 'STALE'
  /** Stopped until an operator acts. */
  | 'HALTED';

/** What the follower of a chain is doing. */
export type ChainPhase =
  /** Looking for an endpoint that answers. */
  | 'connecting'
  /** Reading history. */
  | 'backfill'
  /** Following the head. */
  | 'live'
  /** Stopped until an operator acts. */
  | 'halted';

/** Where finality comes from. */
export type FinalitySource =
  /** The node's own `safe` and `finalized` tags. */
  | 'tag'
  /** A configured number of blocks. */
  | 'depth';

/** Live state of a followed chain. */
export type Chain = Node & {
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** EIP-155 id. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Name in the operator's config. */
  readonly name: Scalars['String']['output'];
  /** How it is doing, in one word: derived from progress, not from an error flag. */
  readonly status: ChainHealth;
  /** What its follower is doing. */
  readonly phase: ChainPhase;
  /** No endpoint confirmed its head within the chain's limit. */
  readonly isStale: Scalars['Boolean']['output'];
  /** Highest block any healthy endpoint named. */
  readonly head?: Maybe<Scalars['BigInt']['output']>;
  /** Time of that block. */
  readonly headTimestamp?: Maybe<Scalars['Timestamp']['output']>;
  /** When an endpoint last confirmed the head, also when it did not move. */
  readonly headConfirmedAt?: Maybe<Scalars['Timestamp']['output']>;
  /** Last block that was read. */
  readonly indexed?: Maybe<Scalars['BigInt']['output']>;
  /** Height that the chain calls safe. */
  readonly safe?: Maybe<Scalars['BigInt']['output']>;
  /** Height that the chain calls finalized. */
  readonly finalized?: Maybe<Scalars['BigInt']['output']>;
  /** Where `safe` and `finalized` come from. */
  readonly finalitySource?: Maybe<FinalitySource>;
  /** Blocks between head and indexed. */
  readonly lagBlocks?: Maybe<Scalars['BigInt']['output']>;
  /** How far the last block that was read is behind, seconds. */
  readonly lagSeconds?: Maybe<Scalars['BigInt']['output']>;
  /** Events read per second, lately. */
  readonly eventsPerSecond: Scalars['Int']['output'];
  /** Seconds until the backfill is done. */
  readonly etaSeconds?: Maybe<Scalars['Int']['output']>;
  /** The last failure in one sentence, without addresses; null after a success. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** The endpoints it is read from, in the order of the config, by label and never by address. */
  readonly endpoints: ReadonlyArray<Endpoint>;
  /** Different witnesses among them. With 1, nothing that an endpoint says can be confirmed by another. */
  readonly independentEndpoints: Scalars['Int']['output'];
  /** Reorgs seen since the program started. */
  readonly reorgs: Reorgs;
  /** Why the coverage that the config asks for cannot be reached; null while it can. */
  readonly coverageProblem?: Maybe<Scalars['String']['output']>;
  /** Which blocks were read without a gap, per set of contracts. */
  readonly coverage: ReadonlyArray<Coverage>;
  /** Sets of contracts that were added and whose past is still being read: nothing of them is in any sum. */
  readonly joining: ReadonlyArray<JoiningSource>;
  /** Sets of contracts that left the config: what is recorded of them is in no sum. */
  readonly notFollowed: ReadonlyArray<NotFollowedSource>;
  /**
   * Digest over everything recorded of the chain, equal in a backup and what was restored from it; null before the first
   * row. Another database may number its words otherwise: it does not compare two installations.
   */
  readonly stateDigest?: Maybe<Scalars['Hex']['output']>;
  /** Last block before which history was pruned; no cut at or below it can be asked. Null while nothing was pruned. */
  readonly prunedTo?: Maybe<Scalars['BigInt']['output']>;
  /** The cut asked for; null with an error while nothing is published yet. */
  readonly cut?: Maybe<Cut>;
};

/** A set of contracts and events that was added to the config and whose past is still being read. */
export type JoiningSource = {
  /** The set of contracts and events. */
  readonly sourceId: Scalars['String']['output'];
  /** First block that can hold one of its logs. */
  readonly fromBlock: Scalars['BigInt']['output'];
  /** Last block of its past that is recorded; null before the first. */
  readonly toBlock?: Maybe<Scalars['BigInt']['output']>;
  /** What its past must reach. */
  readonly targetBlock: Scalars['BigInt']['output'];
};

/** A set of contracts and events that is recorded and no longer followed. */
export type NotFollowedSource = {
  /** The set of contracts and events. */
  readonly sourceId: Scalars['String']['output'];
  /** Last block up to which it was followed. */
  readonly toBlock: Scalars['BigInt']['output'];
};

/** Bytes on disk. */
export type Storage = {
  /** The database file. */
  readonly databaseBytes: Scalars['BigInt']['output'];
  /** The write-ahead log beside it. */
  readonly walBytes: Scalars['BigInt']['output'];
  /** Raw logs kept compressed inside the database; `plimsoll db prune --raw-logs` frees them. */
  readonly rawLogBytes: Scalars['BigInt']['output'];
  /** Room inside the database file that the next rows take before it grows. */
  readonly reusableBytes: Scalars['BigInt']['output'];
};

/** Reorgs of one chain since the program started. */
export type Reorgs = {
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** Blocks that the deepest took back. */
  readonly deepest: Scalars['BigInt']['output'];
};

/** Why an endpoint is asked first or last. */
export type EndpointState =
  /** It is asked. */
  | 'ok'
  /** Not asked yet. */
  | 'connecting'
  /** It limits the rate of requests. */
  | 'limited'
  /** It answers with errors. */
  | 'failing'
  /** It cannot be reached. */
  | 'unreachable'
  /** Its head is behind the others. */
  | 'lagging'
  /** It says itself that it is still syncing. */
  | 'syncing'
  /** It has another block where the others agree. */
  | 'forked'
  /** It serves another chain. */
  | 'wrongChain'
  /** It cuts its answers short without a word. */
  | 'truncating'
  /** Its answers contradict proof. */
  | 'lying';

/** How an endpoint is reached. */
export type EndpointTransport =
  /** Requests over HTTP. */
  | 'http'
  /** Requests and announced heads over a WebSocket. */
  | 'ws';

/** One endpoint of a chain. */
export type Endpoint = {
  /** Name of the chain and position in the config, such as `base#1`. */
  readonly label: Scalars['String']['output'];
  /** How it is reached. */
  readonly transport: EndpointTransport;
  /** Number of its witness among the chain's: endpoints of one host share it. */
  readonly witness: Scalars['Int']['output'];
  /** Why it is asked first or last. */
  readonly state: EndpointState;
  /** One sentence about a state that is not OK. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Typical answer time of late, milliseconds. */
  readonly latencyMs?: Maybe<Scalars['Float']['output']>;
  /** Highest block it has named. */
  readonly head?: Maybe<Scalars['BigInt']['output']>;
  /** Requests it is given at once, as learnt. */
  readonly concurrency: Scalars['Int']['output'];
  /** Blocks per log range it was last seen to take. */
  readonly rangeBlocks?: Maybe<Scalars['BigInt']['output']>;
  /** Requests sent since the start. */
  readonly requests: Scalars['BigInt']['output'];
  /** Requests that failed since the start. */
  readonly failures: Scalars['BigInt']['output'];
};

/** How far a range of blocks may be trusted to be complete. Absence is a claim that rests on it. */
export type CoverageLevel =
  /** Read once, from one endpoint. */
  | 'unverified'
  /** Held against a second endpoint or the blooms of the blocks. */
  | 'verified'
  /** Proven by the receipts roots of the blocks. */
  | 'proven';

/** One stretch of a coverage, from the end of the stretch before. */
export type CoverageSpan = {
  /** Last block of the stretch. */
  readonly toBlock: Scalars['BigInt']['output'];
  /** How far it may be trusted to be complete. */
  readonly level: CoverageLevel;
};

/** A range of blocks that was read without a gap, for one set of contracts and events. */
export type Coverage = {
  /** Chain that was read. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The set of contracts and events. */
  readonly sourceId: Scalars['String']['output'];
  /** First block read. */
  readonly fromBlock: Scalars['BigInt']['output'];
  /** Time of that block; 0 when it was the first of the chain. */
  readonly fromTimestamp: Scalars['Timestamp']['output'];
  /** Last block read. */
  readonly toBlock: Scalars['BigInt']['output'];
  /** Name and version of the decoder that reads its logs. */
  readonly decoder: Scalars['String']['output'];
  /** The least level of all its stretches. */
  readonly level: CoverageLevel;
  /** How far each stretch may be trusted to be complete, ascending; the last ends at `toBlock`. */
  readonly spans: ReadonlyArray<CoverageSpan>;
};

/** How bad a condition is. */
export type Severity =
  /** Money may be lost: act now. */
  | 'critical'
  /** It may become critical: look today. */
  | 'warning'
  /** Good to know. */
  | 'info';

/** What kind of thing is wrong. */
export type ConditionCode =
  /** An account's equity is below zero. */
  | 'ACCOUNT_INSOLVENT'
  /** An account is below its maintenance requirement. */
  | 'ACCOUNT_LIQUIDATABLE'
  /** An account is being liquidated. */
  | 'ACCOUNT_LIQUIDATING'
  /** Not every account of a venue has been judged at this cut: others may be below maintenance. */
  | 'ACCOUNTS_UNJUDGED'
  /** No endpoint confirmed a chain's head within its limit. */
  | 'CHAIN_STALE'
  /** A chain stopped until an operator acts. */
  | 'CHAIN_HALTED'
  /** A chain is still reading history and not in the sums. */
  | 'CHAIN_BACKFILLING'
  /** A contract, bridge or feed was added: its past is still being read and not in the sums. */
  | 'SOURCE_BACKFILLING'
  /** A contract, bridge or feed left the config: what is recorded of it is in no sum. */
  | 'SOURCE_NOT_FOLLOWED'
  /** Blocks that were finalized changed. */
  | 'FINALITY_VIOLATED'
  /** A log could not be trusted and was set aside with its evidence. */
  | 'LOG_QUARANTINED'
  /** A price is older than its feed's heartbeat. */
  | 'PRICE_LATE'
  /** A price is too old to value with. */
  | 'PRICE_DEAD'
  /** Feeds of one asset contradict each other, beyond their bands. */
  | 'FEED_DIVERGED'
  /** A feed's newest answer is no price, such as zero or less: it is not used. */
  | 'FEED_REJECTED'
  /** A feed's proxy went on to an aggregator that is not followed: its price is only read every so often. */
  | 'FEED_MOVED'
  /** A bridged asset is not worth what it stands for. */
  | 'ASSET_DEPEGGED'
  /** A token says other decimals than the config: its amounts stay what the config makes of them. */
  | 'TOKEN_CHANGED'
  /** The sequencer of a rollup is down: prices of its feeds count as late. */
  | 'SEQUENCER_DOWN'
  /** The sequencer of a rollup came back so lately that prices of its feeds still count as late. */
  | 'SEQUENCER_GRACE'
  /** New parameters of a venue are announced; the text says from when they hold. */
  | 'PARAMETERS_ANNOUNCED'
  /** Newer parameters of a venue should hold already, and the prices that they are measured over are not final yet. */
  | 'PARAMETERS_PENDING'
  /** Tokens moved through a custody address and nothing says whose they are. */
  | 'RESIDUAL'
  /** A bridge credited value that nobody sent. */
  | 'TRANSFER_UNBACKED'
  /** A bridge credited the same transfer more than once. */
  | 'TRANSFER_DUPLICATE_CREDIT'
  /** A transfer was both credited and refunded. */
  | 'TRANSFER_CONFLICT'
  /** A transfer is overdue. */
  | 'TRANSFER_STUCK'
  /** A transfer can be delivered no more, and its refund has not been seen. */
  | 'TRANSFER_EXPIRED'
  /** A route has an end that is not followed. */
  | 'ROUTE_NOT_COVERED'
  /** More of an asset group is issued, or promised, than backs it. */
  | 'BACKING_SHORTFALL'
  /** A token answers another amount than its logs add up to. */
  | 'BACKING_DRIFT'
  /** The tokens of an asset group have not been asked for a while: its backing rests on the logs alone. */
  | 'BACKING_UNREAD'
  /** An audit found that a contract says another balance of an account than its logs add up to; nothing was corrected. */
  | 'BOOK_DRIFT'
  /** Bridges took more away from a chain than they ever brought. */
  | 'NET_FLOW_NEGATIVE'
  /** More is on its way to a chain than its token lets the bridge mint. */
  | 'MINT_LIMIT_SPENT'
  /** A bridge's operators have stopped a route. */
  | 'ROUTE_PAUSED'
  /** Transfers of a route are stuck, and nothing that was sent after the first of them has arrived. */
  | 'ROUTE_HALTED';

/** Something that is wrong at a cut. */
export type Condition = {
  /** What kind of thing. */
  readonly code: ConditionCode;
  /** How bad it is. */
  readonly severity: Severity;
  /**
   * False where it claims that something is absent and one endpoint's word is all there is for it: it then stands one step
   * lower than critical until coverage is verified.
   */
  readonly isConfirmed: Scalars['Boolean']['output'];
  /** Chains that it concerns. */
  readonly chains: ReadonlyArray<Scalars['ChainId']['output']>;
  /** What it is about: a transfer key, a contract, a feed. */
  readonly subject: Scalars['String']['output'];
  /** Since when, where that is known. */
  readonly since?: Maybe<Scalars['Timestamp']['output']>;
  /** One sentence for the reader. */
  readonly text: Scalars['String']['output'];
  /** Ids of the facts and blocks that show it. */
  readonly evidence: ReadonlyArray<Scalars['String']['output']>;
};

/** What is wrong at a cut, worst first. */
export type Conditions = {
  /** The conditions. */
  readonly nodes: ReadonlyArray<Condition>;
  /** How many there are, also when `first` cut the list. */
  readonly totalCount: Scalars['Int']['output'];
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** Margin status, from safe to lost. */
export type MarginStatus =
  /** Nothing is owed: nothing can be liquidated. */
  | 'NO_RISK'
  /** Above every limit. */
  | 'HEALTHY'
  /** Close to the initial requirement. */
  | 'WARNING'
  /** Below the initial requirement: positions may only be reduced. */
  | 'REDUCE_ONLY'
  /** Below the maintenance requirement: anybody may liquidate. */
  | 'LIQUIDATABLE'
  /** A liquidation is running. */
  | 'LIQUIDATING'
  /** Owes more than it has. */
  | 'INSOLVENT'
  /** Not known; the reasons say why. Never show this as healthy. */
  | 'UNKNOWN';

/** Whether a status can still be taken back by the chains. */
export type Certainty =
  /** Nothing that is not final matters to it. */
  | 'SETTLED'
  /** A reorg or a late transfer could change it; see the reasons and the bounds. */
  | 'PROVISIONAL';

/** Why a status is not simply certain. */
export type ReasonCode =
  /** An asset has no price. */
  | 'PRICE_MISSING'
  /** A price is too old to value with. */
  | 'PRICE_DEAD'
  /** A price is old; its band is wider. */
  | 'PRICE_LATE'
  /** A chain is stale and the status depends on it. */
  | 'CHAIN_STALE'
  /** A chain is still reading history. */
  | 'CHAIN_BACKFILLING'
  /** A contract, bridge or feed was added, and its past is still being read. */
  | 'SOURCE_BACKFILLING'
  /** Transactions that are not final touch the account. */
  | 'UNFINALIZED'
  /** Value is crossing a bridge. */
  | 'IN_FLIGHT'
  /** The status would be worse if a transfer that is on its way never arrived; the text names it. */
  | 'HANGS_ON_TRANSFER'
  /** A credit is ahead of its origin chain, which still shows the value. */
  | 'LAG_OFFSET'
  /** A bridge credited value that nobody sent. */
  | 'UNBACKED_CREDIT'
  /** A part of the account is on a chain or route that is not followed. */
  | 'NOT_COVERED'
  /** Too many open possibilities: the bounds are wider than they need be or miss some. */
  | 'BOUNDS_PARTIAL'
  /** The venue is followed from after its start, without opening balances. */
  | 'NO_OPENING_BALANCE'
  /** The rate from shares to assets is not known. */
  | 'RATE_MISSING'
  /** What is owed moves without a log; the text says when it was read. */
  | 'DEBT_READ'
  /** What is owed was read longer ago than the venue's heartbeat. */
  | 'DEBT_LATE'
  /** An asset has no collateral weight here. */
  | 'NO_WEIGHT'
  /** Value came without a margin unit and weighs nothing. */
  | 'UNASSIGNED'
  /** Newer parameters should hold already, and the prices that they are measured over are not final yet. */
  | 'PARAMETERS_PENDING'
  /** Older prices were pruned: the venue's parameters follow the market from later on than configured. */
  | 'PARAMETERS_PRUNED';

/** Why a status is what it is. */
export type Reason = {
  /** For machines. */
  readonly code: ReasonCode;
  /** One sentence that names the asset, chain or transfer. */
  readonly text: Scalars['String']['output'];
};

/** The three figures that decide a status. Assets and profit rounded down, liabilities and requirements up. */
export type Slacks = {
  /** Unweighted value of everything, less what is owed. */
  readonly equity: Usd;
  /** Weighted equity less the initial requirement: below zero, no new risk. */
  readonly slackInitial: Usd;
  /** Weighted equity less the maintenance requirement: below zero, liquidation. */
  readonly slackMaintenance: Usd;
};

/**
 * low ≤ best ≤ high, each figure on its own: what reorgs, price bands and value in flight could make of this cut. They say
 * nothing about what lies behind it.
 */
export type Bounds = {
  /** The worst case. */
  readonly low: Slacks;
  /** The cut as served. */
  readonly best: Slacks;
  /** The best case. */
  readonly high: Slacks;
};

/** Kind of a line in a book, which also says its sign. */
export type LineKind =
  /** Adds: what a book of record says. */
  | 'holding'
  /** Subtracts: what is owed. */
  | 'liability'
  /** Adds: crossing a bridge towards collateral. */
  | 'inFlight'
  /** Subtracts: credited while the origin's cut still shows it. */
  | 'lagOffset'
  /** Subtracts: credited although nobody sent it. */
  | 'unbacked'
  /** An open position. */
  | 'position'
  /** What a venue's own rules take of a whole unit, or ask it to keep; only in a breakdown. */
  | 'charge';

/** What one line adds to the slacks. The contributions of a unit sum to its slacks exactly. */
export type Contribution = {
  /** Holding, liability, in flight, lag offset, unbacked, position, or charge. */
  readonly kind: LineKind;
  /** Asset id, market id of a position, or name of a charge. */
  readonly subject: Scalars['String']['output'];
  /** Chain that it is on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Amount of the asset, or size of the position with 18 decimals; null when the subject is not a configured asset. */
  readonly amount?: Maybe<Amount>;
  /** Unweighted value, signed. */
  readonly value: Usd;
  /** Initial weight in basis points. */
  readonly initialBps: Scalars['BigInt']['output'];
  /** Maintenance weight in basis points. */
  readonly maintenanceBps: Scalars['BigInt']['output'];
  /** What it adds to `slackInitial`, signed. */
  readonly initial: Usd;
  /** What it adds to `slackMaintenance`, signed. */
  readonly maintenance: Usd;
  /** Positions only: the initial requirement, already taken off `initial`. */
  readonly requirementInitial?: Maybe<Usd>;
  /** Positions only: the maintenance requirement, already taken off `maintenance`. */
  readonly requirementMaintenance?: Maybe<Usd>;
  /** What the rules take off its value for new risk; zero or more. */
  readonly haircutInitial: Usd;
  /** What the rules take off its value to keep what is open; zero or more. */
  readonly haircutMaintenance: Usd;
  /** Why, in one sentence. */
  readonly reason: Scalars['String']['output'];
};

/** A margin unit: the part of an account that is liquidated by itself. */
export type MarginUnit = {
  /** `cross`, `isolated:<market>`, or `unassigned` for value whose unit nobody named. */
  readonly unit: Scalars['String']['output'];
  /** Status of this unit. */
  readonly status: MarginStatus;
  /** Why it is that status and no other. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Null while the status is UNKNOWN. */
  readonly equity?: Maybe<Usd>;
  /** Null while the status is UNKNOWN. */
  readonly slackInitial?: Maybe<Usd>;
  /** Null while the status is UNKNOWN. */
  readonly slackMaintenance?: Maybe<Usd>;
  /** What must be there to open more. */
  readonly initialRequirement: Usd;
  /** What must be there to stay. */
  readonly maintenanceRequirement: Usd;
  /** Low, best and high of the three figures. While the status is UNKNOWN they leave out what could not be valued. */
  readonly bounds: Bounds;
  /** The breakdown. */
  readonly contributions: ReadonlyArray<Contribution>;
  /** What the venue's own contract would answer, in its own names; empty where the rules are the operator's. Left out what could not be valued while the status is UNKNOWN. */
  readonly figures: ReadonlyArray<VenueFigure>;
};

/** A figure of a venue's own contract, such as Aave's `healthFactor`. */
export type VenueFigure = {
  /** Name that the contract gives it. */
  readonly name: Scalars['String']['output'];
  /** Exact to the last digit; null where the contract says that there is no bound. */
  readonly raw?: Maybe<Scalars['BigInt']['output']>;
  /** Decimals of `raw`. */
  readonly decimals: Scalars['Int']['output'];
};

/** One line of a book at a cut. */
export type CollateralLine = {
  /** Kind, which says the sign: holdings and in flight add, the others subtract. */
  readonly kind: LineKind;
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** Symbol of the asset. */
  readonly symbol: Scalars['String']['output'];
  /** Chain that the line is on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The book of record; null for value that no book holds, such as in flight. */
  readonly contract?: Maybe<Scalars['Address']['output']>;
  /** Account that it belongs to; null for a venue's own line. */
  readonly account?: Maybe<Scalars['Address']['output']>;
  /** Margin unit that it belongs to. */
  readonly unit: Scalars['String']['output'];
  /** Always zero or more; the kind says the sign. */
  readonly amount: Amount;
  /** Raw shares, where the holding is a share token. */
  readonly shares?: Maybe<Scalars['BigInt']['output']>;
  /** Null while the asset has no price. */
  readonly value?: Maybe<Usd>;
  /** Transfer that the line comes from. */
  readonly transferKey?: Maybe<Scalars['Hex']['output']>;
  /** Where the value waits at a vault that takes requests; null of everything else. */
  readonly request?: Maybe<VaultRequest>;
};

/** How far a request at an ERC-7540 vault has come. What was asked for and not claimed is the account's, and is counted once. */
export type VaultRequest =
  /** Assets were given; no shares are due for them yet. Counted in assets. */
  | 'pendingDeposit'
  /** Shares are due for the assets that were given. Counted in shares. */
  | 'claimableDeposit'
  /** Shares were given; no assets are due for them yet. Counted in shares. */
  | 'pendingRedeem'
  /** Assets are due for the shares that were given. Counted in assets. */
  | 'claimableRedeem';

/** An amount on one chain. */
export type ChainAmount = {
  /** The chain. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The amount on it. */
  readonly amount: Amount;
};

/** Net amount of one asset: holdings + in flight − lag offset − unbacked, liabilities apart. */
export type AssetTotal = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** Symbol of the asset. */
  readonly symbol: Scalars['String']['output'];
  /** Net amount over all included chains. */
  readonly amount: Amount;
  /** What is owed of it, zero or more. */
  readonly liability: Amount;
  /** Null while the asset has no price. */
  readonly value?: Maybe<Usd>;
  /** The same net amount, chain by chain. */
  readonly byChain: ReadonlyArray<ChainAmount>;
};

/** One owner in one venue, over all chains. */
export type MarginAccount = Node & {
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** The owner. */
  readonly owner: Scalars['Address']['output'];
  /** Addresses that were counted as this owner's. */
  readonly accounts: ReadonlyArray<Scalars['Address']['output']>;
  /** The version of the venue's parameters that it was judged by. */
  readonly parameters?: Maybe<ParameterVersion>;
  /** The worst status of its units. */
  readonly status: MarginStatus;
  /** Whether the chains can still take it back. */
  readonly certainty: Certainty;
  /** Why it is that status and no other. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Value of everything less what is owed; null while the status is UNKNOWN. */
  readonly equity?: Maybe<Usd>;
  /** Room before new risk is refused; null while the status is UNKNOWN. */
  readonly slackInitial?: Maybe<Usd>;
  /** Room before liquidation; null while the status is UNKNOWN. */
  readonly slackMaintenance?: Maybe<Usd>;
  /** Low, best and high of the three figures. While the status is UNKNOWN they leave out what could not be valued. */
  readonly bounds: Bounds;
  /** Cross and isolated units, each with its breakdown. */
  readonly units: ReadonlyArray<MarginUnit>;
  /** Every line of its books. */
  readonly lines: ReadonlyArray<CollateralLine>;
  /** Net amounts by asset and chain. */
  readonly totals: ReadonlyArray<AssetTotal>;
  /** Its transfers that are not closed. */
  readonly transfers: ReadonlyArray<Transfer>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** An exact ratio. */
export type Ratio = {
  /** With 18 decimals: 1 = 10^18. */
  readonly raw: Scalars['BigInt']['output'];
  /** The same ratio as an exact decimal string, such as `1.25`. */
  readonly value: Scalars['String']['output'];
};

/** What people ask of an account beside its status, at the cut as served. */
export type MarginAnswers = {
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** The owner. */
  readonly owner: Scalars['Address']['output'];
  /** Cross and isolated units. */
  readonly units: ReadonlyArray<UnitAnswers>;
  /** Where its value is, over all units. */
  readonly concentration: Concentration;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** Answers for one margin unit. While its status is UNKNOWN every list is empty and every ratio null. */
export type UnitAnswers = {
  /** Name of the unit. */
  readonly unit: Scalars['String']['output'];
  /** Status of the unit. */
  readonly status: MarginStatus;
  /** Weighted assets over what they must cover to stay, rounded down: below 1 it is liquidated. Null where nothing must be covered. */
  readonly health?: Maybe<Ratio>;
  /** Notional of positions and value of debts over equity, rounded up. Null where equity is not above zero. */
  readonly leverage?: Maybe<Ratio>;
  /** The move of all prices against the unit at once that begins its liquidation, in parts per million; null where none up to 100 % does. */
  readonly shockBufferPpm?: Maybe<Scalars['BigInt']['output']>;
  /** Every price that it depends on. */
  readonly assets: ReadonlyArray<AssetAnswer>;
  /** How much of each holding may leave; each on its own, not all together. */
  readonly withdrawable: ReadonlyArray<Withdrawable>;
  /** What is missing to open more. */
  readonly topUp: TopUp;
  /** Collateral in the very asset that marks a position. */
  readonly correlated: ReadonlyArray<Correlation>;
  /** Transfers without which its status would be worse. */
  readonly hangsOn: ReadonlyArray<HangingTransfer>;
};

/** What one price means to a unit. */
export type AssetAnswer = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** The price of the cut. */
  readonly price: Usd;
  /** The price at which liquidation begins, all others as they are; null where none does, or where it has begun. */
  readonly liquidationPrice?: Maybe<Usd>;
  /** How the figures change when the price rises by a hundredth. */
  readonly rise: Slacks;
  /** How the figures change when the price falls by a hundredth. */
  readonly fall: Slacks;
};

/** How much of one holding may leave so that even the low initial slack stays at zero or more. */
export type Withdrawable = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** Chain that it is on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** At most this. */
  readonly amount: Amount;
};

/** What is missing to the initial requirement. */
export type TopUp = {
  /** Weighted value; zero where the requirement is met. */
  readonly value: Usd;
  /** The least deposit that does it, per asset that counts here; each on its own. */
  readonly assets: ReadonlyArray<TopUpAsset>;
};

/** A deposit that meets the initial requirement. */
export type TopUpAsset = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** The least amount. */
  readonly amount: Amount;
};

/** Collateral in the asset that marks a position of the same unit. */
export type Correlation = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** Market of the position. */
  readonly marketId: Scalars['String']['output'];
  /** Both lose when the price falls: the collateral is worth least when it is needed. */
  readonly isWrongWay: Scalars['Boolean']['output'];
};

/** A transfer on which a status hangs. */
export type HangingTransfer = {
  /** Correlation key of the transfer; `simulated` for one that was only thought of. */
  readonly transferKey: Scalars['String']['output'];
  /** The status if it never arrives. */
  readonly statusWithout: MarginStatus;
};

/** Where the value of an account is: holdings and value in flight, without debts. What has no price is left out. */
export type Concentration = {
  /** All of it. */
  readonly value: Usd;
  /** By asset, greatest first. */
  readonly byAsset: ReadonlyArray<AssetShare>;
  /** By chain, greatest first. */
  readonly byChain: ReadonlyArray<ChainShare>;
  /** What is crossing each bridge, greatest first. */
  readonly byBridge: ReadonlyArray<BridgeShare>;
};

/** The part of a value that is in one asset. */
export type AssetShare = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** That part. */
  readonly value: Usd;
  /** Of the whole, in basis points, rounded down. */
  readonly shareBps: Scalars['BigInt']['output'];
};

/** The part of a value that is on one chain. */
export type ChainShare = {
  /** The chain. */
  readonly chainId: Scalars['ChainId']['output'];
  /** That part. */
  readonly value: Usd;
  /** Of the whole, in basis points, rounded down. */
  readonly shareBps: Scalars['BigInt']['output'];
};

/** The part of a value that is crossing one bridge. */
export type BridgeShare = {
  /** Bridge of the operator's config. */
  readonly bridge: Scalars['String']['output'];
  /** That part. */
  readonly value: Usd;
  /** Of the whole, in basis points, rounded down. */
  readonly shareBps: Scalars['BigInt']['output'];
};

/** An account as it is and as it would be. */
export type MarginSimulation = {
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** The owner. */
  readonly owner: Scalars['Address']['output'];
  /** As it is. */
  readonly before: MarginFigures;
  /** As it would be. */
  readonly after: MarginFigures;
  /** Answers for each unit as it would be. */
  readonly units: ReadonlyArray<UnitAnswers>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** The figures of an account. */
export type MarginFigures = {
  /** The version of the venue's parameters that it was judged by; null where a change names others. */
  readonly parameters?: Maybe<ParameterVersion>;
  /** The worst status of its units. */
  readonly status: MarginStatus;
  /** Whether the chains can still take it back. */
  readonly certainty: Certainty;
  /** Why it is that status and no other. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Null while the status is UNKNOWN. */
  readonly equity?: Maybe<Usd>;
  /** Null while the status is UNKNOWN. */
  readonly slackInitial?: Maybe<Usd>;
  /** Null while the status is UNKNOWN. */
  readonly slackMaintenance?: Maybe<Usd>;
  /** Low, best and high of the three figures. */
  readonly bounds: Bounds;
  /** Cross and isolated units, each with its breakdown. */
  readonly units: ReadonlyArray<MarginUnit>;
};

/** Something that might happen to an account: exactly one field. */
export type MarginChange = {
  /** Collateral arrives. */
  readonly deposit?: InputMaybe<MarginMovement>;
  /** Collateral leaves. */
  readonly withdraw?: InputMaybe<MarginMovement>;
  /** Collateral leaves its chain over a bridge and is on its way. */
  readonly bridge?: InputMaybe<BridgeMovement>;
  /** Prices move. */
  readonly priceShock?: InputMaybe<PriceShock>;
  /** Correlation key of a transfer in flight that never arrives. */
  readonly neverArrives?: InputMaybe<Scalars['Hex']['input']>;
  /** The venue takes other weights and fractions. */
  readonly parameters?: InputMaybe<MarginParameters>;
};

/** An amount of an asset that comes or goes. */
export type MarginMovement = {
  /** `cross`, `isolated:<market>` or `unassigned`. */
  readonly unit?: Scalars['String']['input'];
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['input'];
  /** Chain that it comes to or leaves. */
  readonly chainId: Scalars['ChainId']['input'];
  /** In the asset's smallest unit, above zero. */
  readonly amount: Scalars['BigInt']['input'];
};

/** An amount of an asset that is sent over a bridge. */
export type BridgeMovement = {
  /** Bridge of the operator's config: its route's haircut and times apply. */
  readonly bridge: Scalars['String']['input'];
  /** `cross`, `isolated:<market>` or `unassigned`. */
  readonly unit?: Scalars['String']['input'];
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['input'];
  /** Chain that it leaves. */
  readonly chainId: Scalars['ChainId']['input'];
  /** In the asset's smallest unit, above zero. */
  readonly amount: Scalars['BigInt']['input'];
};

/** A move of prices with their bands. */
export type PriceShock = {
  /** Asset whose price moves; all prices without it. */
  readonly assetId?: InputMaybe<Scalars['String']['input']>;
  /** Change in basis points: -1000 is a fall by a tenth; above -10000. */
  readonly bps: Scalars['BigInt']['input'];
};

/** Weights and fractions instead of the venue's own; what is not named stays. */
export type MarginParameters = {
  /** Collateral weights. */
  readonly collateral?: ReadonlyArray<CollateralWeights>;
  /** Requirements of markets. */
  readonly markets?: ReadonlyArray<MarketFractions>;
};

/** How much of an asset counts, in basis points. */
export type CollateralWeights = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['input'];
  /** For new risk; not above the maintenance weight. */
  readonly initialBps: Scalars['BigInt']['input'];
  /** To keep what is open; at most 10000. */
  readonly maintenanceBps: Scalars['BigInt']['input'];
};

/** What a market requires of a position's notional, in basis points. */
export type MarketFractions = {
  /** Market of the venue. */
  readonly marketId: Scalars['String']['input'];
  /** For new risk. */
  readonly initialBps: Scalars['BigInt']['input'];
  /** To keep what is open; not above the initial one. */
  readonly maintenanceBps: Scalars['BigInt']['input'];
};

/** Which accounts to list. */
export type MarginAccountWhere = {
  /** Only these owners, at most 200. */
  readonly owners?: InputMaybe<ReadonlyArray<Scalars['Address']['input']>>;
  /** Only accounts with one of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<MarginStatus>>;
};

/** What accounts are ordered by. */
export type MarginAccountOrder =
  /** The owner's address. */
  | 'OWNER';

/** A page of accounts. */
export type MarginAccountConnection = {
  /** Rows with their cursors. */
  readonly edges: ReadonlyArray<MarginAccountEdge>;
  /** The rows alone. */
  readonly nodes: ReadonlyArray<MarginAccount>;
  /** Where the page starts and ends. */
  readonly pageInfo: PageInfo;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** A row of a page of accounts. */
export type MarginAccountEdge = {
  /** Pass it as `after` to go on behind this row. */
  readonly cursor: Scalars['String']['output'];
  /** The account. */
  readonly node: MarginAccount;
};

/** State of a transfer at a cut. */
export type TransferState =
  /** Credited more than once. */
  | 'DUPLICATE_CREDIT'
  /** Both credited and refunded. */
  | 'CONFLICT'
  /** The two sides say different things about the same transfer. */
  | 'PAYLOAD_CONFLICT'
  /** The two sides disagree about the amount by more than the route's fee. */
  | 'AMOUNT_MISMATCH'
  /** Arrived. */
  | 'DELIVERED'
  /** An end of its route is not followed; nothing can be said about it. */
  | 'NOT_COVERED'
  /** Credited while the origin chain is still behind. */
  | 'AWAITING_SOURCE'
  /** Credited although nobody sent it. */
  | 'UNBACKED'
  /** Came back to the sender. */
  | 'REFUNDED'
  /** Cancelled before it arrived. */
  | 'CANCELLED'
  /** An attempt to deliver failed; another may succeed. */
  | 'FAILED_RETRYABLE'
  /** Too late to be delivered. */
  | 'EXPIRED'
  /** Overdue. */
  | 'STUCK'
  /** On its way; `stage` says how far. */
  | 'IN_FLIGHT'
  /** Verified on the destination while nothing is known of the origin. */
  | 'VERIFIED_WITHOUT_SOURCE'
  /** The destination is not covered; `reason` says why. */
  | 'UNKNOWN';

/** How far a transfer in flight has come. */
export type TransferStage =
  /** Waiting on the origin. */
  | 'QUEUED'
  /** Left the origin. */
  | 'SENT'
  /** Attested by the bridge's verifiers. */
  | 'ATTESTED'
  /** Verified on the destination. */
  | 'COMMITTED'
  /** At a landing contract that has yet to pass it on. */
  | 'LANDED';

/** Why a transfer lacks its source. */
export type TransferCause =
  /** The source was seen and a reorg removed it. */
  | 'SOURCE_REORGED';

/** Whose money it is. */
export type Holder = {
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** Account in the venue; null for the venue's own suspense line. */
  readonly account?: Maybe<Scalars['Address']['output']>;
  /** Margin unit inside the account. */
  readonly unit: Scalars['String']['output'];
};

/** What a transfer adds to or takes from one account. */
export type TransferAmount = {
  /** In flight (adds), lag offset or unbacked (subtract). */
  readonly kind: LineKind;
  /** Whose it is. */
  readonly holder: Holder;
  /** How much of which token. */
  readonly amount: TokenAmount;
  /** The offset rests on a guess about the sender. */
  readonly isOwnerUnknown: Scalars['Boolean']['output'];
};

/** What a leg reports. */
export type LegStep =
  /** Waiting on the origin. */
  | 'queued'
  /** Left the origin. */
  | 'sent'
  /** Attested by the bridge's verifiers. */
  | 'attested'
  /** Verified on the destination. */
  | 'committed'
  /** Credited on the destination. */
  | 'credited'
  /** An attempt to deliver failed. */
  | 'failed'
  /** Cancelled. */
  | 'cancelled'
  /** Given back to the sender. */
  | 'refunded';

/** Who reported a leg. */
export type LegVia =
  /** The bridge's own contracts. */
  | 'bridge'
  /** A venue's credit that names the transfer. */
  | 'venue';

/** Why no balance change belongs to a leg. */
export type UnboundReason =
  /** A credit to a wallet: no book will ever claim it. */
  | 'NOT_COLLATERAL'
  /** No book changed in the transaction. */
  | 'NO_BALANCE_FACT'
  /** No token moved between a vault and the bridge. */
  | 'NO_MOVEMENT'
  /** More than one account could own it. */
  | 'AMBIGUOUS';

/** How much of a leg one balance change accounts for, and whose it is. */
export type Binding = {
  /** Whose balance changed. */
  readonly holder: Holder;
  /** The book that changed. */
  readonly contract: Scalars['Address']['output'];
  /** How much of the leg it accounts for. */
  readonly amount: TokenAmount;
  /** Who owns the value on the other side, where the venue said so. */
  readonly beneficiary?: Maybe<Holder>;
};

/** One side of a transfer, as one log says it. */
export type Leg = {
  /** `chainId:blockHash:txHash:logIndex:rank`: the log and the rank of this fact in it. */
  readonly id: Scalars['ID']['output'];
  /** Chain that it happened on. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Block number. */
  readonly blockNumber: Scalars['BigInt']['output'];
  /** Block hash. */
  readonly blockHash: Scalars['Hash']['output'];
  /** Block time. */
  readonly timestamp: Scalars['Timestamp']['output'];
  /** Transaction. */
  readonly transactionHash: Scalars['Hash']['output'];
  /** Index of the log in its block. */
  readonly logIndex: Scalars['Int']['output'];
  /** False when a reorg removed the block. */
  readonly isCanonical: Scalars['Boolean']['output'];
  /** What it reports. */
  readonly step: LegStep;
  /** Who reports it. */
  readonly via: LegVia;
  /** Bridge id of the operator's config. */
  readonly bridge: Scalars['String']['output'];
  /** Correlation key, shared by both sides. */
  readonly key: Scalars['Hex']['output'];
  /** The name that its own log gives the transfer, where that is not `key`; null where it is. */
  readonly filedUnder?: Maybe<Scalars['Hex']['output']>;
  /** Another name that its log gives the transfer beside its own; null where it gives none. */
  readonly alias?: Maybe<Scalars['Hex']['output']>;
  /** What the key does not commit to by itself; equals the key where it does. */
  readonly payloadHash: Scalars['Hex']['output'];
  /** How much of which token. */
  readonly amount: TokenAmount;
  /** Who sent it, where the bridge says so. */
  readonly sender?: Maybe<Scalars['Address']['output']>;
  /** Who receives it, where the bridge says so. */
  readonly recipient?: Maybe<Scalars['Address']['output']>;
  /** Chain it comes from; null while that is not known. */
  readonly origin?: Maybe<Scalars['ChainId']['output']>;
  /** Chain it goes to; null while that is not known. */
  readonly destination?: Maybe<Scalars['ChainId']['output']>;
  /** Balance changes that it accounts for. */
  readonly bindings: ReadonlyArray<Binding>;
  /** Why there is none. */
  readonly unbound?: Maybe<UnboundReason>;
};

/** Value crossing a bridge, at a cut. */
export type Transfer = Node & {
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Correlation key, shared by both sides. */
  readonly key: Scalars['Hex']['output'];
  /**
   * Its other names that logs of this cut give it, such as the ticket of what was queued; any of them finds it as `messageId`
   * does. In order; empty where the bridge has one name for it.
   */
  readonly aliases: ReadonlyArray<Scalars['Hex']['output']>;
  /** Bridge id of the operator's config. */
  readonly bridge: Scalars['String']['output'];
  /** Chain it comes from; null while that is not known. */
  readonly origin?: Maybe<Scalars['ChainId']['output']>;
  /** Chain it goes to; null while that is not known. */
  readonly destination?: Maybe<Scalars['ChainId']['output']>;
  /** Where it stands. */
  readonly state: TransferState;
  /** How far it has come, while it is in flight. */
  readonly stage?: Maybe<TransferStage>;
  /** Why its source is missing, where that is known. */
  readonly cause?: Maybe<TransferCause>;
  /** One sentence when the state needs one. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What it waits for, where it is late, has failed or cannot be judged; null while it is simply on its way. */
  readonly stuckReason?: Maybe<StuckReason>;
  /** Whether its value is collateral while it crosses. */
  readonly isCollateralBound: Scalars['Boolean']['output'];
  /**
   * As what its value is in the books at this cut: in flight, a lag offset, unbacked, or the holding that it became. Null where
   * no book has it, such as what left for a wallet. `amounts` and the bindings of its legs say whose.
   */
  readonly countedAs?: Maybe<LineKind>;
  /** What left the origin; null while that is not known. */
  readonly sent?: Maybe<TokenAmount>;
  /** What arrived; null while nothing did. */
  readonly credited?: Maybe<TokenAmount>;
  /** What left, else what arrived, at the prices of this cut and rounded down; null with `valueUnknown` beside it. */
  readonly value?: Maybe<Usd>;
  /** Why there is no value. */
  readonly valueUnknown?: Maybe<ValueUnknown>;
  /** The log that shows that it left: chain, block, transaction; the newest where it was sent again. */
  readonly departure?: Maybe<Leg>;
  /** The log that shows that it arrived: the last credit. */
  readonly arrival?: Maybe<Leg>;
  /** When it left the origin. */
  readonly sentAt?: Maybe<Scalars['Timestamp']['output']>;
  /** When it arrived. */
  readonly creditedAt?: Maybe<Scalars['Timestamp']['output']>;
  /** Whose balance it left. */
  readonly sender?: Maybe<Holder>;
  /** Whose it is on the other side. */
  readonly beneficiary?: Maybe<Holder>;
  /** Address that the bridge delivers to. */
  readonly recipient?: Maybe<Scalars['Address']['output']>;
  /** What it adds to or takes from accounts at this cut; at most one kind is present. */
  readonly amounts: ReadonlyArray<TransferAmount>;
  /** Its legs in this cut. */
  readonly legs: ReadonlyArray<Leg>;
  /** Legs that a reorg removed: they prove something and count for nothing. */
  readonly evidence: ReadonlyArray<Leg>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** Which transfers to list. Fields are combined with AND. */
export type TransferWhere = {
  /** Only transfers that touch this venue. */
  readonly venue?: InputMaybe<Scalars['String']['input']>;
  /** Only transfers that touch this account; needs `venue`. */
  readonly account?: InputMaybe<Scalars['Address']['input']>;
  /** Bridge id of the operator's config. */
  readonly bridge?: InputMaybe<Scalars['String']['input']>;
  /** Chain it comes from. */
  readonly origin?: InputMaybe<Scalars['ChainId']['input']>;
  /** Chain it goes to. */
  readonly destination?: InputMaybe<Scalars['ChainId']['input']>;
  /** Correlation key, or another name of it. */
  readonly key?: InputMaybe<Scalars['Hex']['input']>;
  /** Transaction of one of its legs, on any chain. */
  readonly transactionHash?: InputMaybe<Scalars['Hash']['input']>;
  /** Only transfers in one of these states. */
  readonly states?: InputMaybe<ReadonlyArray<TransferState>>;
};

/** What transfers are ordered by. */
export type TransferOrder =
  /** When Plimsoll first saw them; stable while paging. */
  | 'FIRST_SEEN'
  /**
   * When they left their origin: lists what is on its way over one route, and nothing else. Needs `bridge`, `origin` and
   * `destination` in `where`, and takes only `states` beside them. The oldest come first with `orderDirection: ASC`.
   */
  | 'SENT';

/** What a transfer that is late, has failed or cannot be judged waits for. */
export type StuckReason =
  /** Its destination is not indexed: it may have arrived. */
  | 'DESTINATION_NOT_INDEXED'
  /** An attempt to execute it failed; another may succeed. */
  | 'EXECUTION_FAILED'
  /** It can be delivered no more, and its refund has not been seen. */
  | 'AWAITING_REFUND'
  /** It is at a landing contract; the venue has not credited it. */
  | 'NOT_BOOKED'
  /** The bridge holds it back at its origin. */
  | 'HELD_AT_ORIGIN'
  /** The block that sent it is not final yet. */
  | 'AWAITING_FINALITY'
  /** The destination has verified it and nobody has executed it. */
  | 'NOT_EXECUTED'
  /** It left its origin, and the destination has seen nothing of it. */
  | 'NOT_DELIVERED'
  /** The bridge's operators have stopped what it has to pass next: see `pauses` of its route. */
  | 'ROUTE_PAUSED';

/** Why there is no value in US dollars. */
export type ValueUnknown =
  /** No side says how much it is. */
  | 'AMOUNT_UNKNOWN'
  /** The config does not know the token. */
  | 'ASSET_NOT_CONFIGURED'
  /** The rate from shares to assets was never read. */
  | 'RATE_MISSING'
  /** The asset has no feed, or the feed no observation in the cut. */
  | 'PRICE_MISSING'
  /** The price is too old to value with. */
  | 'PRICE_DEAD';

/** What kind of entry of the config a bridge is. */
export type BridgeType =
  /** A Hyperlane warp route. */
  | 'hyperlane'
  /** A protocol that Plimsoll reads, or one that the operator described. */
  | 'protocol'
  /** An operator's own bridge. */
  | 'custom';

/** Why something of a group's backing is not known. */
export type BackingUnknown =
  /** A chain of the group is not in this cut. */
  | 'CHAIN_NOT_IN_CUT'
  /** The config added it, and its past is still being read. */
  | 'BACKFILLING'
  /** The config asks the tokens nothing. */
  | 'READS_OFF'
  /** The tokens have not been asked yet, or have not answered. */
  | 'NOT_READ'
  /** Some of them have not answered. */
  | 'READ_IN_PART';

/** Asset groups of the config whose escrows are held against supply. */
export type Backings = {
  /** In the order of the config. */
  readonly nodes: ReadonlyArray<Backing>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/**
 * What backs the bridged tokens of one asset group: by the logs at the cut, and by what the tokens themselves answered at the
 * newest blocks inside the cut at which they were asked. Both methods know nothing of each other.
 */
export type Backing = {
  /** The group, as `assets` of the config name it. */
  readonly group: Scalars['String']['output'];
  /** By the logs, at this cut; null with `unknown` beside it. */
  readonly logs?: Maybe<BackingFigures>;
  /** Why there are no figures by the logs. */
  readonly unknown?: Maybe<BackingUnknown>;
  /** Time of the chain of the group that is furthest behind in the cut; null where none is in it. */
  readonly asOf?: Maybe<Scalars['Timestamp']['output']>;
  /** How long before the cut's `asOf` that is. */
  readonly ageSeconds?: Maybe<Scalars['BigInt']['output']>;
  /** By what the tokens answered, at blocks of its own; null with `readsUnknown` beside it. */
  readonly reads?: Maybe<BackingReads>;
  /** Why there are no figures by reads. */
  readonly readsUnknown?: Maybe<BackingUnknown>;
  /** Escrows and supplies one by one. */
  readonly accounts: ReadonlyArray<BackingAccount>;
  /** Differences that were signed off and are in force at this cut. */
  readonly offsets: ReadonlyArray<BackingOffset>;
  /** Chains without an escrow: what bridges brought there, less what they took away. */
  readonly flows: ReadonlyArray<BackingFlow>;
  /** What xERC20s let bridges mint and burn. */
  readonly limits: ReadonlyArray<BackingLimit>;
  /** The cut of the answer. */
  readonly cut: Cut;
};

/** Sums of a group at one cut, in units of its token with the most decimals. */
export type BackingFigures = {
  /** What the escrows hold. */
  readonly escrowed: Amount;
  /** What was issued of the bridged tokens. */
  readonly supply: Amount;
  /** Sent and not yet issued or released, less what was issued ahead of a source that its chain has not shown yet. */
  readonly inFlight: Amount;
  /** Signed-off supply that nothing needs to back. */
  readonly offset: Amount;
  /** escrowed + offset - supply - inFlight. Below 0 something is issued, or promised, that nothing backs. */
  readonly difference: Amount;
};

/** A round of reads that answered as a whole. */
export type BackingReads = {
  /** Of what the tokens answered. */
  readonly figures: BackingFigures;
  /** Of what the logs say up to the same blocks. */
  readonly logs: BackingFigures;
  /** The blocks, one per chain. */
  readonly blocks: ReadonlyArray<BackingBlock>;
  /** Time of the oldest of them. */
  readonly asOf: Scalars['Timestamp']['output'];
  /** How long before the cut's `asOf` that is. */
  readonly ageSeconds: Scalars['BigInt']['output'];
};

/** The block at which one chain was read. */
export type BackingBlock = {
  /** The chain. */
  readonly chainId: Scalars['ChainId']['output'];
  /** Height of the block. */
  readonly number: Scalars['BigInt']['output'];
  /** Its hash, to which the reads were pinned. */
  readonly hash: Scalars['Hash']['output'];
  /** When it was made. */
  readonly timestamp: Scalars['Timestamp']['output'];
};

/** Which side of the backing an account is on. */
export type BackingSide =
  /** It backs. */
  | 'escrow'
  /** It is backed. */
  | 'supply';

/** One escrow or one supply. */
export type BackingAccount = {
  /** Whether it backs or is backed. */
  readonly side: BackingSide;
  /** Chain of the token. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The token. */
  readonly token: Scalars['Address']['output'];
  /** The escrow; null for a supply. */
  readonly holder?: Maybe<Scalars['Address']['output']>;
  /** By the logs, at this cut; null where they are not whole. */
  readonly logs?: Maybe<TokenAmount>;
  /** What the token answered last; null where it never did. */
  readonly read?: Maybe<TokenAmount>;
  /** Block of that answer. */
  readonly readAt?: Maybe<Scalars['BigInt']['output']>;
  /** What the token answered, less what the logs up to that block add up to: anything but 0 is a condition. */
  readonly drift?: Maybe<TokenAmount>;
};

/** A difference that somebody has looked into and signed off. */
export type BackingOffset = {
  /** Supply that nothing needs to back; negative for escrow that backs nothing. */
  readonly amount: TokenAmount;
  /** It counts from this block of its chain on. */
  readonly block: Scalars['BigInt']['output'];
  /** Why it is right, as the config says. */
  readonly reason: Scalars['String']['output'];
};

/** The account of a chain that has nothing but what bridges brought. */
export type BackingFlow = {
  /** What came, less what left, with what it began with. Below 0 more left than ever came. */
  readonly net: TokenAmount;
  /** Whether every log that it rests on was verified. */
  readonly isConfirmed: Scalars['Boolean']['output'];
};

/** What an xERC20 lets a bridge mint and burn, as it was last read; null where it did not answer. */
export type BackingLimit = {
  /** The bridge's contract, as the token knows it. */
  readonly bridge: Scalars['Address']['output'];
  /** Block of the answer. */
  readonly readAt: Scalars['BigInt']['output'];
  /** It may mint so much when nothing of the limit is used. */
  readonly mintLimit?: Maybe<TokenAmount>;
  /** It may mint so much now. */
  readonly mintLeft?: Maybe<TokenAmount>;
  /** It may burn so much when nothing of the limit is used. */
  readonly burnLimit?: Maybe<TokenAmount>;
  /** It may burn so much now. */
  readonly burnLeft?: Maybe<TokenAmount>;
  /** On its way to this chain over the bridges of the group. */
  readonly inbound: TokenAmount;
};

/** The bridges of the config. */
export type Bridges = {
  /** In the order of the config. */
  readonly nodes: ReadonlyArray<Bridge>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** A bridge of the config. */
export type Bridge = {
  /** Its id, as `Transfer.bridge` and `Route.bridge` have it. */
  readonly id: Scalars['String']['output'];
  /** What kind of entry it is. */
  readonly type: BridgeType;
  /** Name of its protocol; null where the operator's own code reads it. */
  readonly protocol?: Maybe<Scalars['String']['output']>;
  /** Where it is followed. */
  readonly members: ReadonlyArray<BridgeMember>;
  /** When its transfers are late, and what they weigh. */
  readonly policy: RoutePolicy;
};

/** One chain of a bridge. */
export type BridgeMember = {
  /** The chain. */
  readonly chainId: Scalars['ChainId']['output'];
  /** First block that is read. */
  readonly startBlock: Scalars['BigInt']['output'];
  /** Time of the first covered block; null while the bridge is not covered on this chain in this cut. */
  readonly coveredFrom?: Maybe<Scalars['Timestamp']['output']>;
};

/** When transfers of a bridge are late, and what they weigh while they are on their way. */
export type RoutePolicy = {
  /** After it an undelivered transfer is STUCK, and weighs nothing. */
  readonly stuckAfterSeconds: Scalars['BigInt']['output'];
  /**
   * STUCK no earlier than this many times the p99 that the route had learned when the transfer was sent; null where the config
   * leaves it to `stuckAfterSeconds`.
   */
  readonly stuckAfterP99Multiple?: Maybe<Scalars['BigInt']['output']>;
  /** Until then value in flight keeps its full maintenance weight. */
  readonly p99Seconds: Scalars['BigInt']['output'];
  /** Difference of the chains' clocks that is granted before a credit without source is UNBACKED. */
  readonly skewSeconds: Scalars['BigInt']['output'];
  /** Taken off the maintenance weight of value in flight, in basis points. */
  readonly haircutBps: Scalars['BigInt']['output'];
};

/** Which routes to list. Fields are combined with AND. */
export type RouteWhere = {
  /** Bridge id of the operator's config. */
  readonly bridge?: InputMaybe<Scalars['String']['input']>;
  /** Chain that it comes from. */
  readonly origin?: InputMaybe<Scalars['ChainId']['input']>;
  /** Chain that it goes to. */
  readonly destination?: InputMaybe<Scalars['ChainId']['input']>;
};

/** How a route does, worst first. */
export type RouteHealth =
  /** Something was credited without a source, or contradicts itself. */
  | 'UNSOUND'
  /** At least three transfers are stuck, and nothing that was sent after the first of them has arrived. */
  | 'HALTED'
  /** An end of it is not followed, or not covered in this cut. */
  | 'NOT_COVERED'
  /** Some transfers are stuck while others arrive. */
  | 'DELAYED'
  /** Nothing is stuck. */
  | 'OK';

/** Why nothing is known of how long a route takes. */
export type DeliveryUnknown =
  /** An end of it is not followed, or not covered in this cut. */
  | 'NOT_COVERED'
  /** Fewer than 20 finalized deliveries are known. */
  | 'TOO_FEW_SAMPLES';

/** Why it is not known whether, or how much, a route lets pass. */
export type ControlUnknown =
  /** The contracts of this bridge do not say it in events that Plimsoll reads, or the config does not have them. */
  | 'NOT_READ'
  /** An end of it is not followed, or not covered in this cut. */
  | 'NOT_COVERED';

/** Why it is not known what a limit leaves. */
export type LimitUnknown =
  /** Nothing that Plimsoll reads has logged a limit of it. */
  | 'NOT_READ'
  /** An end of it is not followed, or not covered in this cut. */
  | 'NOT_COVERED'
  /** A limit is known, and nothing that is read says how much of it is used: see `limits`. */
  | 'USE_NOT_READ'
  /** It has limits of several assets: see `limits`. */
  | 'SEVERAL_TOKENS';

/** Which way past a contract, seen from its chain. */
export type ControlWay =
  /** What leaves the chain. */
  | 'out'
  /** What arrives. */
  | 'in'
  /** Both ways. */
  | 'both';

/** What a limit is counted over. */
export type LimitPeriod =
  /** Each transfer by itself. */
  | 'transfer'
  /** Six hours, of which nothing carries over. */
  | 'sixHours'
  /** A day, over which it fills up again. */
  | 'day';

/** A contract that stops a route. */
export type RoutePause = {
  /** Chain of the contract. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The contract. */
  readonly contract: Scalars['Address']['output'];
  /** Which way past it. */
  readonly way: ControlWay;
  /** Chain at the other end that it is about; null where it is about all of them. */
  readonly lane?: Maybe<Scalars['ChainId']['output']>;
  /** Block of the log that says so. */
  readonly sinceBlock: Scalars['BigInt']['output'];
  /** When that was. */
  readonly since?: Maybe<Scalars['Timestamp']['output']>;
  /** Id of the fact of that log. */
  readonly evidence: Scalars['String']['output'];
};

/** A contract that limits a route. */
export type RouteLimit = {
  /** Chain of the contract. */
  readonly chainId: Scalars['ChainId']['output'];
  /** The contract. */
  readonly contract: Scalars['Address']['output'];
  /** Which way past it. */
  readonly way: ControlWay;
  /** Chain at the other end that it is about; null where it is about all of them. */
  readonly lane?: Maybe<Scalars['ChainId']['output']>;
  /** What it is counted over. */
  readonly per: LimitPeriod;
  /** The limit. */
  readonly most: TokenAmount;
  /** What is left of it, when it was last read; null where nothing that is read says how much is used. */
  readonly left?: Maybe<TokenAmount>;
  /** Block of the log or of the answer that says so. */
  readonly sinceBlock: Scalars['BigInt']['output'];
  /** When that was. */
  readonly since?: Maybe<Scalars['Timestamp']['output']>;
  /** Id of the fact of that log, or chain and block of an answer. */
  readonly evidence: Scalars['String']['output'];
};

/**
 * How long a route takes from the block that sent to the block that credited, learned over the newest 1,000 finalized
 * deliveries at most. Each is a time that occurred: that share of them took as long or less.
 */
export type DeliveryTimes = {
  /** How many deliveries it is learned over, at least 20. */
  readonly samples: Scalars['Int']['output'];
  /** Half of them. */
  readonly p50Seconds: Scalars['BigInt']['output'];
  /** 19 of 20. */
  readonly p95Seconds: Scalars['BigInt']['output'];
  /** 99 of 100. */
  readonly p99Seconds: Scalars['BigInt']['output'];
  /** When the newest of them arrived: from then on this was known. */
  readonly effectiveAt: Scalars['Timestamp']['output'];
};

/** What is on its way over a route. */
export type RouteFlow = {
  /** Transfers. */
  readonly count: Scalars['Int']['output'];
  /** What they carry, at the prices of this cut; null with `valueUnknown` beside it, also where only a part has no price. */
  readonly value?: Maybe<Usd>;
  /** Why there is no value. */
  readonly valueUnknown?: Maybe<ValueUnknown>;
  /** What they carry, one amount per token of the origin. */
  readonly amounts: ReadonlyArray<TokenAmount>;
  /** When the oldest was sent; null where there is none. */
  readonly oldestSentAt?: Maybe<Scalars['Timestamp']['output']>;
  /** How long ago that is at the cut's `asOf`. */
  readonly oldestAgeSeconds?: Maybe<Scalars['BigInt']['output']>;
  /** The same by age: up to 5 minutes, half an hour, 2 hours, a day, and older. */
  readonly ages: ReadonlyArray<AgeBand>;
};

/** The part of a flow that is of some age. */
export type AgeBand = {
  /** Age from. */
  readonly fromSeconds: Scalars['BigInt']['output'];
  /** Age below; null for the last. */
  readonly belowSeconds?: Maybe<Scalars['BigInt']['output']>;
  /** Transfers. */
  readonly count: Scalars['Int']['output'];
  /** What they carry; null with `valueUnknown` beside it. */
  readonly value?: Maybe<Usd>;
  /** Why there is no value. */
  readonly valueUnknown?: Maybe<ValueUnknown>;
};

/** One way of a bridge, from one chain to another, at a cut. */
export type Route = {
  /** Bridge id of the operator's config. */
  readonly bridge: Scalars['String']['output'];
  /** Chain that it comes from. */
  readonly origin: Scalars['ChainId']['output'];
  /** Chain that it goes to. */
  readonly destination: Scalars['ChainId']['output'];
  /** How it does. */
  readonly health: RouteHealth;
  /** One sentence where the health is not OK. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Sent and neither credited, cancelled nor refunded: also what is for a wallet and is no collateral. */
  readonly inFlight: RouteFlow;
  /** The part of it that is late, has expired or failed. */
  readonly stuck: RouteFlow;
  /** More than 20,000 transfers are open: the flows are of the oldest of them. */
  readonly isTruncated: Scalars['Boolean']['output'];
  /** How long deliveries take; null with `deliveryUnknown` beside it. */
  readonly delivery?: Maybe<DeliveryTimes>;
  /** Why that is not known. */
  readonly deliveryUnknown?: Maybe<DeliveryUnknown>;
  /** What the config says of it. */
  readonly policy: RoutePolicy;
  /**
   * Whether the bridge's operators have stopped it: false where nothing says so in what its contracts logged since the bridge's
   * `startBlock`; null with `controlUnknown` beside it.
   */
  readonly isPaused?: Maybe<Scalars['Boolean']['output']>;
  /** Why that is not known. */
  readonly controlUnknown?: Maybe<ControlUnknown>;
  /** What stops it, each with the log that says so; empty where nothing that is read does. */
  readonly pauses: ReadonlyArray<RoutePause>;
  /**
   * The most that the next transfer may carry by the limits that the bridge's contracts have logged; null with `limitUnknown` beside
   * it.
   */
  readonly limitLeft?: Maybe<TokenAmount>;
  /** Why that is not known. */
  readonly limitUnknown?: Maybe<LimitUnknown>;
  /** What limits it, each with the log that says so. */
  readonly limits: ReadonlyArray<RouteLimit>;
};

/** A page of routes. */
export type RouteConnection = {
  /** Rows with their cursors. */
  readonly edges: ReadonlyArray<RouteEdge>;
  /** The rows alone. */
  readonly nodes: ReadonlyArray<Route>;
  /** Where the page starts and ends. */
  readonly pageInfo: PageInfo;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** A row of a page of routes. */
export type RouteEdge = {
  /** Pass it as `after` to go on behind this row. */
  readonly cursor: Scalars['String']['output'];
  /** The route. */
  readonly node: Route;
};

/** A page of transfers. */
export type TransferConnection = {
  /** Rows with their cursors. */
  readonly edges: ReadonlyArray<TransferEdge>;
  /** The rows alone. */
  readonly nodes: ReadonlyArray<Transfer>;
  /** Where the page starts and ends. */
  readonly pageInfo: PageInfo;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** A row of a page of transfers. */
export type TransferEdge = {
  /** Pass it as `after` to go on behind this row. */
  readonly cursor: Scalars['String']['output'];
  /** The transfer. */
  readonly node: Transfer;
};

/** All collateral of a venue at a cut. */
export type Collateral = {
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** Net amounts by asset and chain. */
  readonly totals: ReadonlyArray<AssetTotal>;
  /** Lines of its books. */
  readonly lines: ReadonlyArray<CollateralLine>;
  /** How many lines there are, also when `first` cut the list. */
  readonly lineCount: Scalars['Int']['output'];
  /** Taken at this cut. */
  readonly cut: Cut;
};


/** All collateral of a venue at a cut. */
export type CollateralLinesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How good a price is. */
export type PriceState =
  /** Within its feed's heartbeat. */
  | 'fresh'
  /** Older than the heartbeat: the band is wider. */
  | 'late'
  /** Too old to value with. */
  | 'dead'
  /** No observation in the cut. */
  | 'missing';

/** The price of one asset at a cut. */
export type AssetPrice = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** Symbol of the asset. */
  readonly symbol: Scalars['String']['output'];
  /** How good it is. */
  readonly state: PriceState;
  /** USD per whole unit; null when dead or missing. */
  readonly price?: Maybe<Usd>;
  /** Lower end of its band. */
  readonly low?: Maybe<Usd>;
  /** Upper end of its band. */
  readonly high?: Maybe<Usd>;
  /** The last price of a dead feed, for showing only. */
  readonly lastPrice?: Maybe<Usd>;
  /** When the feed updated it. */
  readonly updatedAt?: Maybe<Scalars['Timestamp']['output']>;
  /** Its age at the cut, seconds. */
  readonly ageSeconds?: Maybe<Scalars['BigInt']['output']>;
  /** Feed that it comes from. */
  readonly source?: Maybe<Scalars['String']['output']>;
};

/** The prices that a cut values with. */
export type Prices = {
  /** One per asset. */
  readonly nodes: ReadonlyArray<AssetPrice>;
  /** Taken at this cut. */
  readonly cut: Cut;
};

/** What keeps a requirement from following the market at once. */
export type ParameterBound =
  /** Nothing: it is what was measured. */
  | 'MEASURED'
  /** Its buffer: it is more than what was measured, by at most the buffer. */
  | 'BUFFER'
  /** It would be less, and never is. */
  | 'FLOOR'
  /** It would be more, and never is. */
  | 'CEILING'
  /** It would move further, and one version may not move it more. */
  | 'STEP'
  /** There are too few returns to measure by: it stays as it was. */
  | 'UNMEASURED';

/** How one requirement, or haircut, was measured. */
export type ParameterMeasurement = {
  /** The initial requirement, or haircut, by the market alone, in basis points; null while there are too few returns. */
  readonly measuredBps?: Maybe<Scalars['BigInt']['output']>;
  /** What decided instead, if anything. */
  readonly bound: ParameterBound;
  /** Bars since the first in which the feed answered. */
  readonly barsPriced: Scalars['Int']['output'];
  /** Bars without an answer, in which the last price was still alive: a return of 0. */
  readonly barsCarried: Scalars['Int']['output'];
  /** Bars without a live price: they have no return, and the next price answers for them. */
  readonly barsSilent: Scalars['Int']['output'];
};

/** What a market requires of a position's value, in basis points. */
export type MarketParameters = {
  /** Market id of the operator's config. */
  readonly marketId: Scalars['String']['output'];
  /** Below it no new risk is taken. */
  readonly initialBps: Scalars['BigInt']['output'];
  /** Below it the position is liquidated. */
  readonly maintenanceBps: Scalars['BigInt']['output'];
  /** Null where it does not follow the market, or no version has measured it yet. */
  readonly measurement?: Maybe<ParameterMeasurement>;
};

/** What an asset weighs as collateral, in basis points. */
export type CollateralParameters = {
  /** Asset id of the operator's config. */
  readonly assetId: Scalars['String']['output'];
  /** For new risk. */
  readonly initialBps: Scalars['BigInt']['output'];
  /** Against liquidation. */
  readonly maintenanceBps: Scalars['BigInt']['output'];
  /** Null where it does not follow the market, or no version has measured it yet. */
  readonly measurement?: Maybe<ParameterMeasurement>;
};

/** A venue's parameters from some moment on. They are derived from recorded, final prices: a replay gives the same. */
export type ParameterVersion = {
  /** Digest of the venue's configured rules, a dot, and the number. Equal ids have equal parameters. */
  readonly id: Scalars['String']['output'];
  /** 0 is what the config says; each later one is the next that differs. */
  readonly number: Scalars['Int']['output'];
  /** End of the last bar that it was measured over; null of version 0. */
  readonly measuredAt?: Maybe<Scalars['Timestamp']['output']>;
  /** From when it holds; null of version 0. */
  readonly effectiveAt?: Maybe<Scalars['Timestamp']['output']>;
  /** By market. */
  readonly markets: ReadonlyArray<MarketParameters>;
  /** By asset. */
  readonly collateral: ReadonlyArray<CollateralParameters>;
};

/** The next measurement of a venue's parameters, by the bars that are final so far. */
export type NextParameters = {
  /** When it is due. */
  readonly measuredAt: Scalars['Timestamp']['output'];
  /** From when its version would hold. */
  readonly effectiveAt: Scalars['Timestamp']['output'];
  /** Whether it would make a new version. */
  readonly isChange: Scalars['Boolean']['output'];
  /** By market. */
  readonly markets: ReadonlyArray<MarketParameters>;
  /** By asset. */
  readonly collateral: ReadonlyArray<CollateralParameters>;
};

/** What a venue requires and weighs. */
export type RiskParameters = {
  /** Venue id. */
  readonly venue: Scalars['String']['output'];
  /** What holds. */
  readonly current: ParameterVersion;
  /** Measured, and to hold later; the next one first. */
  readonly announced: ReadonlyArray<ParameterVersion>;
  /** What comes after that; null where nothing follows the market, or no bar is final yet. */
  readonly next?: Maybe<NextParameters>;
  /** Versions measured inside the cut, newest first. */
  readonly versions: ReadonlyArray<ParameterVersion>;
  /** Why another version should hold. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Taken at this cut. */
  readonly cut: Cut;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ChainModel )
    | ( MarginAccountModel )
    | ( TransferModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  Address: ResolverTypeWrapper<Scalars['Address']['output']>;
  Hex: ResolverTypeWrapper<Scalars['Hex']['output']>;
  Hash: ResolverTypeWrapper<Scalars['Hash']['output']>;
  ChainId: ResolverTypeWrapper<Scalars['ChainId']['output']>;
  Timestamp: ResolverTypeWrapper<Scalars['Timestamp']['output']>;
  Amount: ResolverTypeWrapper<AmountModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Usd: ResolverTypeWrapper<bigint>;
  TokenAmount: ResolverTypeWrapper<TokenAmountModel>;
  At: At;
  Finality: Finality;
  CutKind: CutKind;
  ChainInclusion: ChainInclusion;
  Cut: ResolverTypeWrapper<Cut>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CutChain: ResolverTypeWrapper<CutChain>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  OrderDirection: ResolverTypeWrapper<'asc' | 'desc'>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TransferChange: ResolverTypeWrapper<Omit<TransferChange, 'transfer'> & { transfer?: Maybe<ResolversTypes['Transfer']> }>;
  Meta: ResolverTypeWrapper<MetaModel>;
  Feed: ResolverTypeWrapper<Feed>;
  ChainHealth: ChainHealth;
  ChainPhase: ResolverTypeWrapper<'connecting' | 'backfill' | 'live' | 'halted'>;
  FinalitySource: ResolverTypeWrapper<'tag' | 'depth'>;
  Chain: ResolverTypeWrapper<ChainModel>;
  JoiningSource: ResolverTypeWrapper<JoiningSource>;
  NotFollowedSource: ResolverTypeWrapper<NotFollowedSource>;
  Storage: ResolverTypeWrapper<Storage>;
  Reorgs: ResolverTypeWrapper<Reorgs>;
  EndpointState: ResolverTypeWrapper<'ok' | 'connecting' | 'limited' | 'failing' | 'unreachable' | 'lagging' | 'syncing' | 'forked' | 'wrongChain' | 'truncating' | 'lying'>;
  EndpointTransport: ResolverTypeWrapper<'http' | 'ws'>;
  Endpoint: ResolverTypeWrapper<Omit<Endpoint, 'transport' | 'state'> & { transport: ResolversTypes['EndpointTransport'], state: ResolversTypes['EndpointState'] }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CoverageLevel: ResolverTypeWrapper<'unverified' | 'verified' | 'proven'>;
  CoverageSpan: ResolverTypeWrapper<Omit<CoverageSpan, 'level'> & { level: ResolversTypes['CoverageLevel'] }>;
  Coverage: ResolverTypeWrapper<RecordedCoverage>;
  Severity: ResolverTypeWrapper<'critical' | 'warning' | 'info'>;
  ConditionCode: ConditionCode;
  Condition: ResolverTypeWrapper<Omit<Condition, 'severity'> & { severity: ResolversTypes['Severity'] }>;
  Conditions: ResolverTypeWrapper<Omit<Conditions, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Condition']> }>;
  MarginStatus: MarginStatus;
  Certainty: Certainty;
  ReasonCode: ReasonCode;
  Reason: ResolverTypeWrapper<Reason>;
  Slacks: ResolverTypeWrapper<SlacksModel>;
  Bounds: ResolverTypeWrapper<BoundsModel>;
  LineKind: ResolverTypeWrapper<'holding' | 'liability' | 'inFlight' | 'lagOffset' | 'unbacked' | 'position' | 'charge'>;
  Contribution: ResolverTypeWrapper<ContributionModel>;
  MarginUnit: ResolverTypeWrapper<MarginUnitModel>;
  VenueFigure: ResolverTypeWrapper<VenueFigure>;
  CollateralLine: ResolverTypeWrapper<CollateralLineModel>;
  VaultRequest: ResolverTypeWrapper<'pendingDeposit' | 'claimableDeposit' | 'pendingRedeem' | 'claimableRedeem'>;
  ChainAmount: ResolverTypeWrapper<Omit<ChainAmount, 'amount'> & { amount: ResolversTypes['Amount'] }>;
  AssetTotal: ResolverTypeWrapper<AssetTotalModel>;
  MarginAccount: ResolverTypeWrapper<MarginAccountModel>;
  Ratio: ResolverTypeWrapper<bigint>;
  MarginAnswers: ResolverTypeWrapper<Omit<MarginAnswers, 'units' | 'concentration'> & { units: ReadonlyArray<ResolversTypes['UnitAnswers']>, concentration: ResolversTypes['Concentration'] }>;
  UnitAnswers: ResolverTypeWrapper<Omit<UnitAnswers, 'health' | 'leverage' | 'assets' | 'withdrawable' | 'topUp'> & { health?: Maybe<ResolversTypes['Ratio']>, leverage?: Maybe<ResolversTypes['Ratio']>, assets: ReadonlyArray<ResolversTypes['AssetAnswer']>, withdrawable: ReadonlyArray<ResolversTypes['Withdrawable']>, topUp: ResolversTypes['TopUp'] }>;
  AssetAnswer: ResolverTypeWrapper<Omit<AssetAnswer, 'price' | 'liquidationPrice' | 'rise' | 'fall'> & { price: ResolversTypes['Usd'], liquidationPrice?: Maybe<ResolversTypes['Usd']>, rise: ResolversTypes['Slacks'], fall: ResolversTypes['Slacks'] }>;
  Withdrawable: ResolverTypeWrapper<Omit<Withdrawable, 'amount'> & { amount: ResolversTypes['Amount'] }>;
  TopUp: ResolverTypeWrapper<Omit<TopUp, 'value' | 'assets'> & { value: ResolversTypes['Usd'], assets: ReadonlyArray<ResolversTypes['TopUpAsset']> }>;
  TopUpAsset: ResolverTypeWrapper<Omit<TopUpAsset, 'amount'> & { amount: ResolversTypes['Amount'] }>;
  Correlation: ResolverTypeWrapper<Correlation>;
  HangingTransfer: ResolverTypeWrapper<HangingTransfer>;
  Concentration: ResolverTypeWrapper<Omit<Concentration, 'value' | 'byAsset' | 'byChain' | 'byBridge'> & { value: ResolversTypes['Usd'], byAsset: ReadonlyArray<ResolversTypes['AssetShare']>, byChain: ReadonlyArray<ResolversTypes['ChainShare']>, byBridge: ReadonlyArray<ResolversTypes['BridgeShare']> }>;
  AssetShare: ResolverTypeWrapper<Omit<AssetShare, 'value'> & { value: ResolversTypes['Usd'] }>;
  ChainShare: ResolverTypeWrapper<Omit<ChainShare, 'value'> & { value: ResolversTypes['Usd'] }>;
  BridgeShare: ResolverTypeWrapper<Omit<BridgeShare, 'value'> & { value: ResolversTypes['Usd'] }>;
  MarginSimulation: ResolverTypeWrapper<Omit<MarginSimulation, 'before' | 'after' | 'units'> & { before: ResolversTypes['MarginFigures'], after: ResolversTypes['MarginFigures'], units: ReadonlyArray<ResolversTypes['UnitAnswers']> }>;
  MarginFigures: ResolverTypeWrapper<Omit<MarginFigures, 'parameters' | 'equity' | 'slackInitial' | 'slackMaintenance' | 'bounds' | 'units'> & { parameters?: Maybe<ResolversTypes['ParameterVersion']>, equity?: Maybe<ResolversTypes['Usd']>, slackInitial?: Maybe<ResolversTypes['Usd']>, slackMaintenance?: Maybe<ResolversTypes['Usd']>, bounds: ResolversTypes['Bounds'], units: ReadonlyArray<ResolversTypes['MarginUnit']> }>;
  MarginChange: MarginChange;
  MarginMovement: MarginMovement;
  BridgeMovement: BridgeMovement;
  PriceShock: PriceShock;
  MarginParameters: MarginParameters;
  CollateralWeights: CollateralWeights;
  MarketFractions: MarketFractions;
  MarginAccountWhere: MarginAccountWhere;
  MarginAccountOrder: MarginAccountOrder;
  MarginAccountConnection: ResolverTypeWrapper<MarginAccountConnectionModel>;
  MarginAccountEdge: ResolverTypeWrapper<Omit<MarginAccountEdge, 'node'> & { node: ResolversTypes['MarginAccount'] }>;
  TransferState: TransferState;
  TransferStage: TransferStage;
  TransferCause: TransferCause;
  Holder: ResolverTypeWrapper<Holder>;
  TransferAmount: ResolverTypeWrapper<TransferAmountModel>;
  LegStep: ResolverTypeWrapper<'queued' | 'sent' | 'attested' | 'committed' | 'credited' | 'failed' | 'cancelled' | 'refunded'>;
  LegVia: ResolverTypeWrapper<'bridge' | 'venue'>;
  UnboundReason: UnboundReason;
  Binding: ResolverTypeWrapper<BindingModel>;
  Leg: ResolverTypeWrapper<LegModel>;
  Transfer: ResolverTypeWrapper<TransferModel>;
  TransferWhere: TransferWhere;
  TransferOrder: TransferOrder;
  StuckReason: StuckReason;
  ValueUnknown: ValueUnknown;
  BridgeType: ResolverTypeWrapper<'hyperlane' | 'protocol' | 'custom'>;
  BackingUnknown: BackingUnknown;
  Backings: ResolverTypeWrapper<Omit<Backings, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Backing']> }>;
  Backing: ResolverTypeWrapper<Omit<Backing, 'logs' | 'reads' | 'accounts' | 'offsets' | 'flows' | 'limits'> & { logs?: Maybe<ResolversTypes['BackingFigures']>, reads?: Maybe<ResolversTypes['BackingReads']>, accounts: ReadonlyArray<ResolversTypes['BackingAccount']>, offsets: ReadonlyArray<ResolversTypes['BackingOffset']>, flows: ReadonlyArray<ResolversTypes['BackingFlow']>, limits: ReadonlyArray<ResolversTypes['BackingLimit']> }>;
  BackingFigures: ResolverTypeWrapper<Omit<BackingFigures, 'escrowed' | 'supply' | 'inFlight' | 'offset' | 'difference'> & { escrowed: ResolversTypes['Amount'], supply: ResolversTypes['Amount'], inFlight: ResolversTypes['Amount'], offset: ResolversTypes['Amount'], difference: ResolversTypes['Amount'] }>;
  BackingReads: ResolverTypeWrapper<Omit<BackingReads, 'figures' | 'logs'> & { figures: ResolversTypes['BackingFigures'], logs: ResolversTypes['BackingFigures'] }>;
  BackingBlock: ResolverTypeWrapper<BackingBlock>;
  BackingSide: ResolverTypeWrapper<'escrow' | 'supply'>;
  BackingAccount: ResolverTypeWrapper<Omit<BackingAccount, 'side' | 'logs' | 'read' | 'drift'> & { side: ResolversTypes['BackingSide'], logs?: Maybe<ResolversTypes['TokenAmount']>, read?: Maybe<ResolversTypes['TokenAmount']>, drift?: Maybe<ResolversTypes['TokenAmount']> }>;
  BackingOffset: ResolverTypeWrapper<Omit<BackingOffset, 'amount'> & { amount: ResolversTypes['TokenAmount'] }>;
  BackingFlow: ResolverTypeWrapper<Omit<BackingFlow, 'net'> & { net: ResolversTypes['TokenAmount'] }>;
  BackingLimit: ResolverTypeWrapper<Omit<BackingLimit, 'mintLimit' | 'mintLeft' | 'burnLimit' | 'burnLeft' | 'inbound'> & { mintLimit?: Maybe<ResolversTypes['TokenAmount']>, mintLeft?: Maybe<ResolversTypes['TokenAmount']>, burnLimit?: Maybe<ResolversTypes['TokenAmount']>, burnLeft?: Maybe<ResolversTypes['TokenAmount']>, inbound: ResolversTypes['TokenAmount'] }>;
  Bridges: ResolverTypeWrapper<Omit<Bridges, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Bridge']> }>;
  Bridge: ResolverTypeWrapper<BridgeView>;
  BridgeMember: ResolverTypeWrapper<BridgeMember>;
  RoutePolicy: ResolverTypeWrapper<RoutePolicy>;
  RouteWhere: RouteWhere;
  RouteHealth: RouteHealth;
  DeliveryUnknown: DeliveryUnknown;
  ControlUnknown: ControlUnknown;
  LimitUnknown: LimitUnknown;
  ControlWay: ResolverTypeWrapper<'out' | 'in' | 'both'>;
  LimitPeriod: ResolverTypeWrapper<'transfer' | 'sixHours' | 'day'>;
  RoutePause: ResolverTypeWrapper<Omit<RoutePause, 'way'> & { way: ResolversTypes['ControlWay'] }>;
  RouteLimit: ResolverTypeWrapper<Omit<RouteLimit, 'way' | 'per' | 'most' | 'left'> & { way: ResolversTypes['ControlWay'], per: ResolversTypes['LimitPeriod'], most: ResolversTypes['TokenAmount'], left?: Maybe<ResolversTypes['TokenAmount']> }>;
  DeliveryTimes: ResolverTypeWrapper<DeliveryTimes>;
  RouteFlow: ResolverTypeWrapper<RouteFlowModel>;
  AgeBand: ResolverTypeWrapper<AgeBandModel>;
  Route: ResolverTypeWrapper<RouteView>;
  RouteConnection: ResolverTypeWrapper<RouteConnectionModel>;
  RouteEdge: ResolverTypeWrapper<Omit<RouteEdge, 'node'> & { node: ResolversTypes['Route'] }>;
  TransferConnection: ResolverTypeWrapper<TransferConnectionModel>;
  TransferEdge: ResolverTypeWrapper<Omit<TransferEdge, 'node'> & { node: ResolversTypes['Transfer'] }>;
  Collateral: ResolverTypeWrapper<CollateralModel>;
  PriceState: ResolverTypeWrapper<'fresh' | 'late' | 'dead' | 'missing'>;
  AssetPrice: ResolverTypeWrapper<PriceView>;
  Prices: ResolverTypeWrapper<Omit<Prices, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['AssetPrice']> }>;
  ParameterBound: ParameterBound;
  ParameterMeasurement: ResolverTypeWrapper<ParameterMeasurement>;
  MarketParameters: ResolverTypeWrapper<MarketParameters>;
  CollateralParameters: ResolverTypeWrapper<CollateralParameters>;
  ParameterVersion: ResolverTypeWrapper<ParameterVersionModel>;
  NextParameters: ResolverTypeWrapper<NextMeasurement>;
  RiskParameters: ResolverTypeWrapper<Omit<RiskParameters, 'current' | 'announced' | 'next' | 'versions'> & { current: ResolversTypes['ParameterVersion'], announced: ReadonlyArray<ResolversTypes['ParameterVersion']>, next?: Maybe<ResolversTypes['NextParameters']>, versions: ReadonlyArray<ResolversTypes['ParameterVersion']> }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: Scalars['BigInt']['output'];
  Address: Scalars['Address']['output'];
  Hex: Scalars['Hex']['output'];
  Hash: Scalars['Hash']['output'];
  ChainId: Scalars['ChainId']['output'];
  Timestamp: Scalars['Timestamp']['output'];
  Amount: AmountModel;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Usd: bigint;
  TokenAmount: TokenAmountModel;
  At: At;
  Cut: Cut;
  Boolean: Scalars['Boolean']['output'];
  CutChain: CutChain;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  TransferChange: Omit<TransferChange, 'transfer'> & { transfer?: Maybe<ResolversParentTypes['Transfer']> };
  Meta: MetaModel;
  Feed: Feed;
  Chain: ChainModel;
  JoiningSource: JoiningSource;
  NotFollowedSource: NotFollowedSource;
  Storage: Storage;
  Reorgs: Reorgs;
  Endpoint: Endpoint;
  Float: Scalars['Float']['output'];
  CoverageSpan: CoverageSpan;
  Coverage: RecordedCoverage;
  Condition: Condition;
  Conditions: Omit<Conditions, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Condition']> };
  Reason: Reason;
  Slacks: SlacksModel;
  Bounds: BoundsModel;
  Contribution: ContributionModel;
  MarginUnit: MarginUnitModel;
  VenueFigure: VenueFigure;
  CollateralLine: CollateralLineModel;
  ChainAmount: Omit<ChainAmount, 'amount'> & { amount: ResolversParentTypes['Amount'] };
  AssetTotal: AssetTotalModel;
  MarginAccount: MarginAccountModel;
  Ratio: bigint;
  MarginAnswers: Omit<MarginAnswers, 'units' | 'concentration'> & { units: ReadonlyArray<ResolversParentTypes['UnitAnswers']>, concentration: ResolversParentTypes['Concentration'] };
  UnitAnswers: Omit<UnitAnswers, 'health' | 'leverage' | 'assets' | 'withdrawable' | 'topUp'> & { health?: Maybe<ResolversParentTypes['Ratio']>, leverage?: Maybe<ResolversParentTypes['Ratio']>, assets: ReadonlyArray<ResolversParentTypes['AssetAnswer']>, withdrawable: ReadonlyArray<ResolversParentTypes['Withdrawable']>, topUp: ResolversParentTypes['TopUp'] };
  AssetAnswer: Omit<AssetAnswer, 'price' | 'liquidationPrice' | 'rise' | 'fall'> & { price: ResolversParentTypes['Usd'], liquidationPrice?: Maybe<ResolversParentTypes['Usd']>, rise: ResolversParentTypes['Slacks'], fall: ResolversParentTypes['Slacks'] };
  Withdrawable: Omit<Withdrawable, 'amount'> & { amount: ResolversParentTypes['Amount'] };
  TopUp: Omit<TopUp, 'value' | 'assets'> & { value: ResolversParentTypes['Usd'], assets: ReadonlyArray<ResolversParentTypes['TopUpAsset']> };
  TopUpAsset: Omit<TopUpAsset, 'amount'> & { amount: ResolversParentTypes['Amount'] };
  Correlation: Correlation;
  HangingTransfer: HangingTransfer;
  Concentration: Omit<Concentration, 'value' | 'byAsset' | 'byChain' | 'byBridge'> & { value: ResolversParentTypes['Usd'], byAsset: ReadonlyArray<ResolversParentTypes['AssetShare']>, byChain: ReadonlyArray<ResolversParentTypes['ChainShare']>, byBridge: ReadonlyArray<ResolversParentTypes['BridgeShare']> };
  AssetShare: Omit<AssetShare, 'value'> & { value: ResolversParentTypes['Usd'] };
  ChainShare: Omit<ChainShare, 'value'> & { value: ResolversParentTypes['Usd'] };
  BridgeShare: Omit<BridgeShare, 'value'> & { value: ResolversParentTypes['Usd'] };
  MarginSimulation: Omit<MarginSimulation, 'before' | 'after' | 'units'> & { before: ResolversParentTypes['MarginFigures'], after: ResolversParentTypes['MarginFigures'], units: ReadonlyArray<ResolversParentTypes['UnitAnswers']> };
  MarginFigures: Omit<MarginFigures, 'parameters' | 'equity' | 'slackInitial' | 'slackMaintenance' | 'bounds' | 'units'> & { parameters?: Maybe<ResolversParentTypes['ParameterVersion']>, equity?: Maybe<ResolversParentTypes['Usd']>, slackInitial?: Maybe<ResolversParentTypes['Usd']>, slackMaintenance?: Maybe<ResolversParentTypes['Usd']>, bounds: ResolversParentTypes['Bounds'], units: ReadonlyArray<ResolversParentTypes['MarginUnit']> };
  MarginChange: MarginChange;
  MarginMovement: MarginMovement;
  BridgeMovement: BridgeMovement;
  PriceShock: PriceShock;
  MarginParameters: MarginParameters;
  CollateralWeights: CollateralWeights;
  MarketFractions: MarketFractions;
  MarginAccountWhere: MarginAccountWhere;
  MarginAccountConnection: MarginAccountConnectionModel;
  MarginAccountEdge: Omit<MarginAccountEdge, 'node'> & { node: ResolversParentTypes['MarginAccount'] };
  Holder: Holder;
  TransferAmount: TransferAmountModel;
  Binding: BindingModel;
  Leg: LegModel;
  Transfer: TransferModel;
  TransferWhere: TransferWhere;
  Backings: Omit<Backings, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Backing']> };
  Backing: Omit<Backing, 'logs' | 'reads' | 'accounts' | 'offsets' | 'flows' | 'limits'> & { logs?: Maybe<ResolversParentTypes['BackingFigures']>, reads?: Maybe<ResolversParentTypes['BackingReads']>, accounts: ReadonlyArray<ResolversParentTypes['BackingAccount']>, offsets: ReadonlyArray<ResolversParentTypes['BackingOffset']>, flows: ReadonlyArray<ResolversParentTypes['BackingFlow']>, limits: ReadonlyArray<ResolversParentTypes['BackingLimit']> };
  BackingFigures: Omit<BackingFigures, 'escrowed' | 'supply' | 'inFlight' | 'offset' | 'difference'> & { escrowed: ResolversParentTypes['Amount'], supply: ResolversParentTypes['Amount'], inFlight: ResolversParentTypes['Amount'], offset: ResolversParentTypes['Amount'], difference: ResolversParentTypes['Amount'] };
  BackingReads: Omit<BackingReads, 'figures' | 'logs'> & { figures: ResolversParentTypes['BackingFigures'], logs: ResolversParentTypes['BackingFigures'] };
  BackingBlock: BackingBlock;
  BackingAccount: Omit<BackingAccount, 'logs' | 'read' | 'drift'> & { logs?: Maybe<ResolversParentTypes['TokenAmount']>, read?: Maybe<ResolversParentTypes['TokenAmount']>, drift?: Maybe<ResolversParentTypes['TokenAmount']> };
  BackingOffset: Omit<BackingOffset, 'amount'> & { amount: ResolversParentTypes['TokenAmount'] };
  BackingFlow: Omit<BackingFlow, 'net'> & { net: ResolversParentTypes['TokenAmount'] };
  BackingLimit: Omit<BackingLimit, 'mintLimit' | 'mintLeft' | 'burnLimit' | 'burnLeft' | 'inbound'> & { mintLimit?: Maybe<ResolversParentTypes['TokenAmount']>, mintLeft?: Maybe<ResolversParentTypes['TokenAmount']>, burnLimit?: Maybe<ResolversParentTypes['TokenAmount']>, burnLeft?: Maybe<ResolversParentTypes['TokenAmount']>, inbound: ResolversParentTypes['TokenAmount'] };
  Bridges: Omit<Bridges, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Bridge']> };
  Bridge: BridgeView;
  BridgeMember: BridgeMember;
  RoutePolicy: RoutePolicy;
  RouteWhere: RouteWhere;
  RoutePause: RoutePause;
  RouteLimit: Omit<RouteLimit, 'most' | 'left'> & { most: ResolversParentTypes['TokenAmount'], left?: Maybe<ResolversParentTypes['TokenAmount']> };
  DeliveryTimes: DeliveryTimes;
  RouteFlow: RouteFlowModel;
  AgeBand: AgeBandModel;
  Route: RouteView;
  RouteConnection: RouteConnectionModel;
  RouteEdge: Omit<RouteEdge, 'node'> & { node: ResolversParentTypes['Route'] };
  TransferConnection: TransferConnectionModel;
  TransferEdge: Omit<TransferEdge, 'node'> & { node: ResolversParentTypes['Transfer'] };
  Collateral: CollateralModel;
  AssetPrice: PriceView;
  Prices: Omit<Prices, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['AssetPrice']> };
  ParameterMeasurement: ParameterMeasurement;
  MarketParameters: MarketParameters;
  CollateralParameters: CollateralParameters;
  ParameterVersion: ParameterVersionModel;
  NextParameters: NextMeasurement;
  RiskParameters: Omit<RiskParameters, 'current' | 'announced' | 'next' | 'versions'> & { current: ResolversParentTypes['ParameterVersion'], announced: ReadonlyArray<ResolversParentTypes['ParameterVersion']>, next?: Maybe<ResolversParentTypes['NextParameters']>, versions: ReadonlyArray<ResolversParentTypes['ParameterVersion']> };
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface AddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Address'], any> {
  name: 'Address';
}

export interface HexScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Hex'], any> {
  name: 'Hex';
}

export interface HashScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Hash'], any> {
  name: 'Hash';
}

export interface ChainIdScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['ChainId'], any> {
  name: 'ChainId';
}

export interface TimestampScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Timestamp'], any> {
  name: 'Timestamp';
}

export type AmountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Amount'] = ResolversParentTypes['Amount']> = {
  raw?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UsdResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Usd'] = ResolversParentTypes['Usd']> = {
  raw?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenAmountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TokenAmount'] = ResolversParentTypes['TokenAmount']> = {
  raw?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  assetId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  symbol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CutResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Cut'] = ResolversParentTypes['Cut']> = {
  kind?: Resolver<ResolversTypes['CutKind'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  checkpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isPartial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRevised?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  chains?: Resolver<ReadonlyArray<ResolversTypes['CutChain']>, ParentType, ContextType>;
};

export type CutChainResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutChain'] = ResolversParentTypes['CutChain']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  inclusion?: Resolver<ResolversTypes['ChainInclusion'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['Hash'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  finalized?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  isStale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Chain' | 'MarginAccount' | 'Transfer', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrderDirectionResolvers = { ASC: 'asc', DESC: 'desc' };

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  meta?: Resolver<Maybe<ResolversTypes['Meta']>, ParentType, ContextType, Partial<QueryMetaArgs>>;
  conditions?: Resolver<Maybe<ResolversTypes['Conditions']>, ParentType, ContextType, RequireFields<QueryConditionsArgs, 'first'>>;
  marginAccount?: Resolver<Maybe<ResolversTypes['MarginAccount']>, ParentType, ContextType, RequireFields<QueryMarginAccountArgs, 'venue' | 'owner'>>;
  marginAnswers?: Resolver<Maybe<ResolversTypes['MarginAnswers']>, ParentType, ContextType, RequireFields<QueryMarginAnswersArgs, 'venue' | 'owner'>>;
  simulateMargin?: Resolver<Maybe<ResolversTypes['MarginSimulation']>, ParentType, ContextType, RequireFields<QuerySimulateMarginArgs, 'venue' | 'owner' | 'changes'>>;
  marginAccounts?: Resolver<Maybe<ResolversTypes['MarginAccountConnection']>, ParentType, ContextType, RequireFields<QueryMarginAccountsArgs, 'venue' | 'orderBy' | 'orderDirection' | 'first'>>;
  transfers?: Resolver<Maybe<ResolversTypes['TransferConnection']>, ParentType, ContextType, RequireFields<QueryTransfersArgs, 'orderBy' | 'orderDirection' | 'first'>>;
  transfer?: Resolver<Maybe<ResolversTypes['Transfer']>, ParentType, ContextType, Partial<QueryTransferArgs>>;
  backing?: Resolver<Maybe<ResolversTypes['Backings']>, ParentType, ContextType, Partial<QueryBackingArgs>>;
  bridges?: Resolver<Maybe<ResolversTypes['Bridges']>, ParentType, ContextType, Partial<QueryBridgesArgs>>;
  routes?: Resolver<Maybe<ResolversTypes['RouteConnection']>, ParentType, ContextType, RequireFields<QueryRoutesArgs, 'first'>>;
  collateral?: Resolver<Maybe<ResolversTypes['Collateral']>, ParentType, ContextType, RequireFields<QueryCollateralArgs, 'venue'>>;
  prices?: Resolver<Maybe<ResolversTypes['Prices']>, ParentType, ContextType, Partial<QueryPricesArgs>>;
  riskParameters?: Resolver<Maybe<ResolversTypes['RiskParameters']>, ParentType, ContextType, RequireFields<QueryRiskParametersArgs, 'venue' | 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  marginAccountChanged?: SubscriptionResolver<ResolversTypes['MarginAccount'], "marginAccountChanged", ParentType, ContextType, RequireFields<SubscriptionMarginAccountChangedArgs, 'venue'>>;
  transferChanged?: SubscriptionResolver<ResolversTypes['TransferChange'], "transferChanged", ParentType, ContextType, Partial<SubscriptionTransferChangedArgs>>;
};

export type TransferChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransferChange'] = ResolversParentTypes['TransferChange']> = {
  key?: Resolver<ResolversTypes['Hex'], ParentType, ContextType>;
  transfer?: Resolver<Maybe<ResolversTypes['Transfer']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type MetaResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  venues?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  feeds?: Resolver<ReadonlyArray<ResolversTypes['Feed']>, ParentType, ContextType>;
  chains?: Resolver<ReadonlyArray<ResolversTypes['Chain']>, ParentType, ContextType>;
  storage?: Resolver<ResolversTypes['Storage'], ParentType, ContextType>;
  cut?: Resolver<Maybe<ResolversTypes['Cut']>, ParentType, ContextType>;
};

export type FeedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Feed'] = ResolversParentTypes['Feed']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  heartbeatSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  deadAfterSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ChainPhaseResolvers = { CONNECTING: 'connecting', BACKFILL: 'backfill', LIVE: 'live', HALTED: 'halted' };

export type FinalitySourceResolvers = { TAG: 'tag', DEPTH: 'depth' };

export type ChainResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Chain'] = ResolversParentTypes['Chain']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ChainHealth'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['ChainPhase'], ParentType, ContextType>;
  isStale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  headTimestamp?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  headConfirmedAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  indexed?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  safe?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  finalized?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  finalitySource?: Resolver<Maybe<ResolversTypes['FinalitySource']>, ParentType, ContextType>;
  lagBlocks?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  eventsPerSecond?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  etaSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endpoints?: Resolver<ReadonlyArray<ResolversTypes['Endpoint']>, ParentType, ContextType>;
  independentEndpoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reorgs?: Resolver<ResolversTypes['Reorgs'], ParentType, ContextType>;
  coverageProblem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  coverage?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  joining?: Resolver<ReadonlyArray<ResolversTypes['JoiningSource']>, ParentType, ContextType>;
  notFollowed?: Resolver<ReadonlyArray<ResolversTypes['NotFollowedSource']>, ParentType, ContextType>;
  stateDigest?: Resolver<Maybe<ResolversTypes['Hex']>, ParentType, ContextType>;
  prunedTo?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  cut?: Resolver<Maybe<ResolversTypes['Cut']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JoiningSourceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['JoiningSource'] = ResolversParentTypes['JoiningSource']> = {
  sourceId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fromBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  toBlock?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  targetBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type NotFollowedSourceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NotFollowedSource'] = ResolversParentTypes['NotFollowedSource']> = {
  sourceId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type StorageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Storage'] = ResolversParentTypes['Storage']> = {
  databaseBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  walBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  rawLogBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  reusableBytes?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ReorgsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reorgs'] = ResolversParentTypes['Reorgs']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deepest?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type EndpointStateResolvers = { OK: 'ok', CONNECTING: 'connecting', LIMITED: 'limited', FAILING: 'failing', UNREACHABLE: 'unreachable', LAGGING: 'lagging', SYNCING: 'syncing', FORKED: 'forked', WRONG_CHAIN: 'wrongChain', TRUNCATING: 'truncating', LYING: 'lying' };

export type EndpointTransportResolvers = { HTTP: 'http', WS: 'ws' };

export type EndpointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transport?: Resolver<ResolversTypes['EndpointTransport'], ParentType, ContextType>;
  witness?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['EndpointState'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  concurrency?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rangeBlocks?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  requests?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type CoverageLevelResolvers = { UNVERIFIED: 'unverified', VERIFIED: 'verified', PROVEN: 'proven' };

export type CoverageSpanResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CoverageSpan'] = ResolversParentTypes['CoverageSpan']> = {
  toBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['CoverageLevel'], ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  sourceId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fromBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  fromTimestamp?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  toBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decoder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['CoverageLevel'], ParentType, ContextType>;
  spans?: Resolver<ReadonlyArray<ResolversTypes['CoverageSpan']>, ParentType, ContextType>;
};

export type SeverityResolvers = { CRITICAL: 'critical', WARNING: 'warning', INFO: 'info' };

export type ConditionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Condition'] = ResolversParentTypes['Condition']> = {
  code?: Resolver<ResolversTypes['ConditionCode'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  isConfirmed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  chains?: Resolver<ReadonlyArray<ResolversTypes['ChainId']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConditionsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Conditions'] = ResolversParentTypes['Conditions']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Condition']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type ReasonResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason']> = {
  code?: Resolver<ResolversTypes['ReasonCode'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SlacksResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Slacks'] = ResolversParentTypes['Slacks']> = {
  equity?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  slackInitial?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  slackMaintenance?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
};

export type BoundsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Bounds'] = ResolversParentTypes['Bounds']> = {
  low?: Resolver<ResolversTypes['Slacks'], ParentType, ContextType>;
  best?: Resolver<ResolversTypes['Slacks'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Slacks'], ParentType, ContextType>;
};

export type LineKindResolvers = { HOLDING: 'holding', LIABILITY: 'liability', IN_FLIGHT: 'inFlight', LAG_OFFSET: 'lagOffset', UNBACKED: 'unbacked', POSITION: 'position', CHARGE: 'charge' };

export type ContributionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Contribution'] = ResolversParentTypes['Contribution']> = {
  kind?: Resolver<ResolversTypes['LineKind'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Amount']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  initialBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  maintenanceBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  initial?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  maintenance?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  requirementInitial?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  requirementMaintenance?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  haircutInitial?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  haircutMaintenance?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MarginUnitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginUnit'] = ResolversParentTypes['MarginUnit']> = {
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MarginStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  equity?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackInitial?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackMaintenance?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  initialRequirement?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  maintenanceRequirement?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  bounds?: Resolver<ResolversTypes['Bounds'], ParentType, ContextType>;
  contributions?: Resolver<ReadonlyArray<ResolversTypes['Contribution']>, ParentType, ContextType>;
  figures?: Resolver<ReadonlyArray<ResolversTypes['VenueFigure']>, ParentType, ContextType>;
};

export type VenueFigureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VenueFigure'] = ResolversParentTypes['VenueFigure']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CollateralLineResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CollateralLine'] = ResolversParentTypes['CollateralLine']> = {
  kind?: Resolver<ResolversTypes['LineKind'], ParentType, ContextType>;
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  shares?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  transferKey?: Resolver<Maybe<ResolversTypes['Hex']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['VaultRequest']>, ParentType, ContextType>;
};

export type VaultRequestResolvers = { PENDING_DEPOSIT: 'pendingDeposit', CLAIMABLE_DEPOSIT: 'claimableDeposit', PENDING_REDEEM: 'pendingRedeem', CLAIMABLE_REDEEM: 'claimableRedeem' };

export type ChainAmountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChainAmount'] = ResolversParentTypes['ChainAmount']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
};

export type AssetTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssetTotal'] = ResolversParentTypes['AssetTotal']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  liability?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  byChain?: Resolver<ReadonlyArray<ResolversTypes['ChainAmount']>, ParentType, ContextType>;
};

export type MarginAccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginAccount'] = ResolversParentTypes['MarginAccount']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Address']>, ParentType, ContextType>;
  parameters?: Resolver<Maybe<ResolversTypes['ParameterVersion']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MarginStatus'], ParentType, ContextType>;
  certainty?: Resolver<ResolversTypes['Certainty'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  equity?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackInitial?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackMaintenance?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  bounds?: Resolver<ResolversTypes['Bounds'], ParentType, ContextType>;
  units?: Resolver<ReadonlyArray<ResolversTypes['MarginUnit']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CollateralLine']>, ParentType, ContextType>;
  totals?: Resolver<ReadonlyArray<ResolversTypes['AssetTotal']>, ParentType, ContextType>;
  transfers?: Resolver<ReadonlyArray<ResolversTypes['Transfer']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RatioResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Ratio'] = ResolversParentTypes['Ratio']> = {
  raw?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MarginAnswersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginAnswers'] = ResolversParentTypes['MarginAnswers']> = {
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  units?: Resolver<ReadonlyArray<ResolversTypes['UnitAnswers']>, ParentType, ContextType>;
  concentration?: Resolver<ResolversTypes['Concentration'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type UnitAnswersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnitAnswers'] = ResolversParentTypes['UnitAnswers']> = {
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MarginStatus'], ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['Ratio']>, ParentType, ContextType>;
  leverage?: Resolver<Maybe<ResolversTypes['Ratio']>, ParentType, ContextType>;
  shockBufferPpm?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  assets?: Resolver<ReadonlyArray<ResolversTypes['AssetAnswer']>, ParentType, ContextType>;
  withdrawable?: Resolver<ReadonlyArray<ResolversTypes['Withdrawable']>, ParentType, ContextType>;
  topUp?: Resolver<ResolversTypes['TopUp'], ParentType, ContextType>;
  correlated?: Resolver<ReadonlyArray<ResolversTypes['Correlation']>, ParentType, ContextType>;
  hangsOn?: Resolver<ReadonlyArray<ResolversTypes['HangingTransfer']>, ParentType, ContextType>;
};

export type AssetAnswerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssetAnswer'] = ResolversParentTypes['AssetAnswer']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  liquidationPrice?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  rise?: Resolver<ResolversTypes['Slacks'], ParentType, ContextType>;
  fall?: Resolver<ResolversTypes['Slacks'], ParentType, ContextType>;
};

export type WithdrawableResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Withdrawable'] = ResolversParentTypes['Withdrawable']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
};

export type TopUpResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TopUp'] = ResolversParentTypes['TopUp']> = {
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  assets?: Resolver<ReadonlyArray<ResolversTypes['TopUpAsset']>, ParentType, ContextType>;
};

export type TopUpAssetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TopUpAsset'] = ResolversParentTypes['TopUpAsset']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
};

export type CorrelationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Correlation'] = ResolversParentTypes['Correlation']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  marketId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isWrongWay?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type HangingTransferResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HangingTransfer'] = ResolversParentTypes['HangingTransfer']> = {
  transferKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statusWithout?: Resolver<ResolversTypes['MarginStatus'], ParentType, ContextType>;
};

export type ConcentrationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Concentration'] = ResolversParentTypes['Concentration']> = {
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  byAsset?: Resolver<ReadonlyArray<ResolversTypes['AssetShare']>, ParentType, ContextType>;
  byChain?: Resolver<ReadonlyArray<ResolversTypes['ChainShare']>, ParentType, ContextType>;
  byBridge?: Resolver<ReadonlyArray<ResolversTypes['BridgeShare']>, ParentType, ContextType>;
};

export type AssetShareResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssetShare'] = ResolversParentTypes['AssetShare']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  shareBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ChainShareResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChainShare'] = ResolversParentTypes['ChainShare']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  shareBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type BridgeShareResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BridgeShare'] = ResolversParentTypes['BridgeShare']> = {
  bridge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Usd'], ParentType, ContextType>;
  shareBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type MarginSimulationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginSimulation'] = ResolversParentTypes['MarginSimulation']> = {
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['MarginFigures'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['MarginFigures'], ParentType, ContextType>;
  units?: Resolver<ReadonlyArray<ResolversTypes['UnitAnswers']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type MarginFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginFigures'] = ResolversParentTypes['MarginFigures']> = {
  parameters?: Resolver<Maybe<ResolversTypes['ParameterVersion']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MarginStatus'], ParentType, ContextType>;
  certainty?: Resolver<ResolversTypes['Certainty'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  equity?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackInitial?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  slackMaintenance?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  bounds?: Resolver<ResolversTypes['Bounds'], ParentType, ContextType>;
  units?: Resolver<ReadonlyArray<ResolversTypes['MarginUnit']>, ParentType, ContextType>;
};

export type MarginAccountConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginAccountConnection'] = ResolversParentTypes['MarginAccountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MarginAccountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MarginAccount']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type MarginAccountEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarginAccountEdge'] = ResolversParentTypes['MarginAccountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MarginAccount'], ParentType, ContextType>;
};

export type HolderResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Holder'] = ResolversParentTypes['Holder']> = {
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TransferAmountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransferAmount'] = ResolversParentTypes['TransferAmount']> = {
  kind?: Resolver<ResolversTypes['LineKind'], ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['Holder'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  isOwnerUnknown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LegStepResolvers = { QUEUED: 'queued', SENT: 'sent', ATTESTED: 'attested', COMMITTED: 'committed', CREDITED: 'credited', FAILED: 'failed', CANCELLED: 'cancelled', REFUNDED: 'refunded' };

export type LegViaResolvers = { BRIDGE: 'bridge', VENUE: 'venue' };

export type BindingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Binding'] = ResolversParentTypes['Binding']> = {
  holder?: Resolver<ResolversTypes['Holder'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  beneficiary?: Resolver<Maybe<ResolversTypes['Holder']>, ParentType, ContextType>;
};

export type LegResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Leg'] = ResolversParentTypes['Leg']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  blockNumber?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  blockHash?: Resolver<ResolversTypes['Hash'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  transactionHash?: Resolver<ResolversTypes['Hash'], ParentType, ContextType>;
  logIndex?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isCanonical?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['LegStep'], ParentType, ContextType>;
  via?: Resolver<ResolversTypes['LegVia'], ParentType, ContextType>;
  bridge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['Hex'], ParentType, ContextType>;
  filedUnder?: Resolver<Maybe<ResolversTypes['Hex']>, ParentType, ContextType>;
  alias?: Resolver<Maybe<ResolversTypes['Hex']>, ParentType, ContextType>;
  payloadHash?: Resolver<ResolversTypes['Hex'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  destination?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  bindings?: Resolver<ReadonlyArray<ResolversTypes['Binding']>, ParentType, ContextType>;
  unbound?: Resolver<Maybe<ResolversTypes['UnboundReason']>, ParentType, ContextType>;
};

export type TransferResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Transfer'] = ResolversParentTypes['Transfer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['Hex'], ParentType, ContextType>;
  aliases?: Resolver<ReadonlyArray<ResolversTypes['Hex']>, ParentType, ContextType>;
  bridge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  destination?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TransferState'], ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['TransferStage']>, ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['TransferCause']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stuckReason?: Resolver<Maybe<ResolversTypes['StuckReason']>, ParentType, ContextType>;
  isCollateralBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  countedAs?: Resolver<Maybe<ResolversTypes['LineKind']>, ParentType, ContextType>;
  sent?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  credited?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  valueUnknown?: Resolver<Maybe<ResolversTypes['ValueUnknown']>, ParentType, ContextType>;
  departure?: Resolver<Maybe<ResolversTypes['Leg']>, ParentType, ContextType>;
  arrival?: Resolver<Maybe<ResolversTypes['Leg']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  creditedAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['Holder']>, ParentType, ContextType>;
  beneficiary?: Resolver<Maybe<ResolversTypes['Holder']>, ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  amounts?: Resolver<ReadonlyArray<ResolversTypes['TransferAmount']>, ParentType, ContextType>;
  legs?: Resolver<ReadonlyArray<ResolversTypes['Leg']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Leg']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BridgeTypeResolvers = { HYPERLANE: 'hyperlane', PROTOCOL: 'protocol', CUSTOM: 'custom' };

export type BackingsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Backings'] = ResolversParentTypes['Backings']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Backing']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type BackingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Backing'] = ResolversParentTypes['Backing']> = {
  group?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  logs?: Resolver<Maybe<ResolversTypes['BackingFigures']>, ParentType, ContextType>;
  unknown?: Resolver<Maybe<ResolversTypes['BackingUnknown']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  ageSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  reads?: Resolver<Maybe<ResolversTypes['BackingReads']>, ParentType, ContextType>;
  readsUnknown?: Resolver<Maybe<ResolversTypes['BackingUnknown']>, ParentType, ContextType>;
  accounts?: Resolver<ReadonlyArray<ResolversTypes['BackingAccount']>, ParentType, ContextType>;
  offsets?: Resolver<ReadonlyArray<ResolversTypes['BackingOffset']>, ParentType, ContextType>;
  flows?: Resolver<ReadonlyArray<ResolversTypes['BackingFlow']>, ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['BackingLimit']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type BackingFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingFigures'] = ResolversParentTypes['BackingFigures']> = {
  escrowed?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  supply?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
  difference?: Resolver<ResolversTypes['Amount'], ParentType, ContextType>;
};

export type BackingReadsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingReads'] = ResolversParentTypes['BackingReads']> = {
  figures?: Resolver<ResolversTypes['BackingFigures'], ParentType, ContextType>;
  logs?: Resolver<ResolversTypes['BackingFigures'], ParentType, ContextType>;
  blocks?: Resolver<ReadonlyArray<ResolversTypes['BackingBlock']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  ageSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type BackingBlockResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingBlock'] = ResolversParentTypes['BackingBlock']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['Hash'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
};

export type BackingSideResolvers = { ESCROW: 'escrow', SUPPLY: 'supply' };

export type BackingAccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingAccount'] = ResolversParentTypes['BackingAccount']> = {
  side?: Resolver<ResolversTypes['BackingSide'], ParentType, ContextType>;
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  logs?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  read?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  drift?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
};

export type BackingOffsetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingOffset'] = ResolversParentTypes['BackingOffset']> = {
  amount?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BackingFlowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingFlow'] = ResolversParentTypes['BackingFlow']> = {
  net?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  isConfirmed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BackingLimitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BackingLimit'] = ResolversParentTypes['BackingLimit']> = {
  bridge?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  mintLimit?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  mintLeft?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  burnLimit?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  burnLeft?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  inbound?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
};

export type BridgesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Bridges'] = ResolversParentTypes['Bridges']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Bridge']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type BridgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Bridge'] = ResolversParentTypes['Bridge']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['BridgeType'], ParentType, ContextType>;
  protocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['BridgeMember']>, ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['RoutePolicy'], ParentType, ContextType>;
};

export type BridgeMemberResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BridgeMember'] = ResolversParentTypes['BridgeMember']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  startBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  coveredFrom?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
};

export type RoutePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RoutePolicy'] = ResolversParentTypes['RoutePolicy']> = {
  stuckAfterSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  stuckAfterP99Multiple?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  p99Seconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  skewSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  haircutBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ControlWayResolvers = { OUT: 'out', IN: 'in', BOTH: 'both' };

export type LimitPeriodResolvers = { TRANSFER: 'transfer', SIX_HOURS: 'sixHours', DAY: 'day' };

export type RoutePauseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RoutePause'] = ResolversParentTypes['RoutePause']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  way?: Resolver<ResolversTypes['ControlWay'], ParentType, ContextType>;
  lane?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  sinceBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RouteLimitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RouteLimit'] = ResolversParentTypes['RouteLimit']> = {
  chainId?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  way?: Resolver<ResolversTypes['ControlWay'], ParentType, ContextType>;
  lane?: Resolver<Maybe<ResolversTypes['ChainId']>, ParentType, ContextType>;
  per?: Resolver<ResolversTypes['LimitPeriod'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  left?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  sinceBlock?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeliveryTimesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeliveryTimes'] = ResolversParentTypes['DeliveryTimes']> = {
  samples?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p50Seconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  p95Seconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  p99Seconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
};

export type RouteFlowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RouteFlow'] = ResolversParentTypes['RouteFlow']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  valueUnknown?: Resolver<Maybe<ResolversTypes['ValueUnknown']>, ParentType, ContextType>;
  amounts?: Resolver<ReadonlyArray<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  oldestSentAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  oldestAgeSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  ages?: Resolver<ReadonlyArray<ResolversTypes['AgeBand']>, ParentType, ContextType>;
};

export type AgeBandResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AgeBand'] = ResolversParentTypes['AgeBand']> = {
  fromSeconds?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  belowSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  valueUnknown?: Resolver<Maybe<ResolversTypes['ValueUnknown']>, ParentType, ContextType>;
};

export type RouteResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Route'] = ResolversParentTypes['Route']> = {
  bridge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['ChainId'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['RouteHealth'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['RouteFlow'], ParentType, ContextType>;
  stuck?: Resolver<ResolversTypes['RouteFlow'], ParentType, ContextType>;
  isTruncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  delivery?: Resolver<Maybe<ResolversTypes['DeliveryTimes']>, ParentType, ContextType>;
  deliveryUnknown?: Resolver<Maybe<ResolversTypes['DeliveryUnknown']>, ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['RoutePolicy'], ParentType, ContextType>;
  isPaused?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  controlUnknown?: Resolver<Maybe<ResolversTypes['ControlUnknown']>, ParentType, ContextType>;
  pauses?: Resolver<ReadonlyArray<ResolversTypes['RoutePause']>, ParentType, ContextType>;
  limitLeft?: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  limitUnknown?: Resolver<Maybe<ResolversTypes['LimitUnknown']>, ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['RouteLimit']>, ParentType, ContextType>;
};

export type RouteConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RouteConnection'] = ResolversParentTypes['RouteConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RouteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Route']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type RouteEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RouteEdge'] = ResolversParentTypes['RouteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Route'], ParentType, ContextType>;
};

export type TransferConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransferConnection'] = ResolversParentTypes['TransferConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TransferEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Transfer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type TransferEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransferEdge'] = ResolversParentTypes['TransferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Transfer'], ParentType, ContextType>;
};

export type CollateralResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Collateral'] = ResolversParentTypes['Collateral']> = {
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  totals?: Resolver<ReadonlyArray<ResolversTypes['AssetTotal']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CollateralLine']>, ParentType, ContextType, RequireFields<CollateralLinesArgs, 'first'>>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type PriceStateResolvers = { FRESH: 'fresh', LATE: 'late', DEAD: 'dead', MISSING: 'missing' };

export type AssetPriceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AssetPrice'] = ResolversParentTypes['AssetPrice']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PriceState'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  low?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  high?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  lastPrice?: Resolver<Maybe<ResolversTypes['Usd']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  ageSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PricesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Prices'] = ResolversParentTypes['Prices']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AssetPrice']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type ParameterMeasurementResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ParameterMeasurement'] = ResolversParentTypes['ParameterMeasurement']> = {
  measuredBps?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  bound?: Resolver<ResolversTypes['ParameterBound'], ParentType, ContextType>;
  barsPriced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  barsCarried?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  barsSilent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MarketParametersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarketParameters'] = ResolversParentTypes['MarketParameters']> = {
  marketId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  initialBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  maintenanceBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  measurement?: Resolver<Maybe<ResolversTypes['ParameterMeasurement']>, ParentType, ContextType>;
};

export type CollateralParametersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CollateralParameters'] = ResolversParentTypes['CollateralParameters']> = {
  assetId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  initialBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  maintenanceBps?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  measurement?: Resolver<Maybe<ResolversTypes['ParameterMeasurement']>, ParentType, ContextType>;
};

export type ParameterVersionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ParameterVersion'] = ResolversParentTypes['ParameterVersion']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  measuredAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  effectiveAt?: Resolver<Maybe<ResolversTypes['Timestamp']>, ParentType, ContextType>;
  markets?: Resolver<ReadonlyArray<ResolversTypes['MarketParameters']>, ParentType, ContextType>;
  collateral?: Resolver<ReadonlyArray<ResolversTypes['CollateralParameters']>, ParentType, ContextType>;
};

export type NextParametersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NextParameters'] = ResolversParentTypes['NextParameters']> = {
  measuredAt?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['Timestamp'], ParentType, ContextType>;
  isChange?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  markets?: Resolver<ReadonlyArray<ResolversTypes['MarketParameters']>, ParentType, ContextType>;
  collateral?: Resolver<ReadonlyArray<ResolversTypes['CollateralParameters']>, ParentType, ContextType>;
};

export type RiskParametersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RiskParameters'] = ResolversParentTypes['RiskParameters']> = {
  venue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['ParameterVersion'], ParentType, ContextType>;
  announced?: Resolver<ReadonlyArray<ResolversTypes['ParameterVersion']>, ParentType, ContextType>;
  next?: Resolver<Maybe<ResolversTypes['NextParameters']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['ParameterVersion']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  cut?: Resolver<ResolversTypes['Cut'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  BigInt?: GraphQLScalarType;
  Address?: GraphQLScalarType;
  Hex?: GraphQLScalarType;
  Hash?: GraphQLScalarType;
  ChainId?: GraphQLScalarType;
  Timestamp?: GraphQLScalarType;
  Amount?: AmountResolvers<ContextType>;
  Usd?: UsdResolvers<ContextType>;
  TokenAmount?: TokenAmountResolvers<ContextType>;
  Cut?: CutResolvers<ContextType>;
  CutChain?: CutChainResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  OrderDirection?: OrderDirectionResolvers;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TransferChange?: TransferChangeResolvers<ContextType>;
  Meta?: MetaResolvers<ContextType>;
  Feed?: FeedResolvers<ContextType>;
  ChainPhase?: ChainPhaseResolvers;
  FinalitySource?: FinalitySourceResolvers;
  Chain?: ChainResolvers<ContextType>;
  JoiningSource?: JoiningSourceResolvers<ContextType>;
  NotFollowedSource?: NotFollowedSourceResolvers<ContextType>;
  Storage?: StorageResolvers<ContextType>;
  Reorgs?: ReorgsResolvers<ContextType>;
  EndpointState?: EndpointStateResolvers;
  EndpointTransport?: EndpointTransportResolvers;
  Endpoint?: EndpointResolvers<ContextType>;
  CoverageLevel?: CoverageLevelResolvers;
  CoverageSpan?: CoverageSpanResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  Severity?: SeverityResolvers;
  Condition?: ConditionResolvers<ContextType>;
  Conditions?: ConditionsResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  Slacks?: SlacksResolvers<ContextType>;
  Bounds?: BoundsResolvers<ContextType>;
  LineKind?: LineKindResolvers;
  Contribution?: ContributionResolvers<ContextType>;
  MarginUnit?: MarginUnitResolvers<ContextType>;
  VenueFigure?: VenueFigureResolvers<ContextType>;
  CollateralLine?: CollateralLineResolvers<ContextType>;
  VaultRequest?: VaultRequestResolvers;
  ChainAmount?: ChainAmountResolvers<ContextType>;
  AssetTotal?: AssetTotalResolvers<ContextType>;
  MarginAccount?: MarginAccountResolvers<ContextType>;
  Ratio?: RatioResolvers<ContextType>;
  MarginAnswers?: MarginAnswersResolvers<ContextType>;
  UnitAnswers?: UnitAnswersResolvers<ContextType>;
  AssetAnswer?: AssetAnswerResolvers<ContextType>;
  Withdrawable?: WithdrawableResolvers<ContextType>;
  TopUp?: TopUpResolvers<ContextType>;
  TopUpAsset?: TopUpAssetResolvers<ContextType>;
  Correlation?: CorrelationResolvers<ContextType>;
  HangingTransfer?: HangingTransferResolvers<ContextType>;
  Concentration?: ConcentrationResolvers<ContextType>;
  AssetShare?: AssetShareResolvers<ContextType>;
  ChainShare?: ChainShareResolvers<ContextType>;
  BridgeShare?: BridgeShareResolvers<ContextType>;
  MarginSimulation?: MarginSimulationResolvers<ContextType>;
  MarginFigures?: MarginFiguresResolvers<ContextType>;
  MarginAccountConnection?: MarginAccountConnectionResolvers<ContextType>;
  MarginAccountEdge?: MarginAccountEdgeResolvers<ContextType>;
  Holder?: HolderResolvers<ContextType>;
  TransferAmount?: TransferAmountResolvers<ContextType>;
  LegStep?: LegStepResolvers;
  LegVia?: LegViaResolvers;
  Binding?: BindingResolvers<ContextType>;
  Leg?: LegResolvers<ContextType>;
  Transfer?: TransferResolvers<ContextType>;
  BridgeType?: BridgeTypeResolvers;
  Backings?: BackingsResolvers<ContextType>;
  Backing?: BackingResolvers<ContextType>;
  BackingFigures?: BackingFiguresResolvers<ContextType>;
  BackingReads?: BackingReadsResolvers<ContextType>;
  BackingBlock?: BackingBlockResolvers<ContextType>;
  BackingSide?: BackingSideResolvers;
  BackingAccount?: BackingAccountResolvers<ContextType>;
  BackingOffset?: BackingOffsetResolvers<ContextType>;
  BackingFlow?: BackingFlowResolvers<ContextType>;
  BackingLimit?: BackingLimitResolvers<ContextType>;
  Bridges?: BridgesResolvers<ContextType>;
  Bridge?: BridgeResolvers<ContextType>;
  BridgeMember?: BridgeMemberResolvers<ContextType>;
  RoutePolicy?: RoutePolicyResolvers<ContextType>;
  ControlWay?: ControlWayResolvers;
  LimitPeriod?: LimitPeriodResolvers;
  RoutePause?: RoutePauseResolvers<ContextType>;
  RouteLimit?: RouteLimitResolvers<ContextType>;
  DeliveryTimes?: DeliveryTimesResolvers<ContextType>;
  RouteFlow?: RouteFlowResolvers<ContextType>;
  AgeBand?: AgeBandResolvers<ContextType>;
  Route?: RouteResolvers<ContextType>;
  RouteConnection?: RouteConnectionResolvers<ContextType>;
  RouteEdge?: RouteEdgeResolvers<ContextType>;
  TransferConnection?: TransferConnectionResolvers<ContextType>;
  TransferEdge?: TransferEdgeResolvers<ContextType>;
  Collateral?: CollateralResolvers<ContextType>;
  PriceState?: PriceStateResolvers;
  AssetPrice?: AssetPriceResolvers<ContextType>;
  Prices?: PricesResolvers<ContextType>;
  ParameterMeasurement?: ParameterMeasurementResolvers<ContextType>;
  MarketParameters?: MarketParametersResolvers<ContextType>;
  CollateralParameters?: CollateralParametersResolvers<ContextType>;
  ParameterVersion?: ParameterVersionResolvers<ContextType>;
  NextParameters?: NextParametersResolvers<ContextType>;
  RiskParameters?: RiskParametersResolvers<ContextType>;
};
