/** Rows of a page at most: what one screen or one job step reads at once. */
export const PAGE_ROWS_MAX = 200

/** Rows of a page when nothing was said. */
export const PAGE_ROWS_DEFAULT = 50

/** Lexical tokens of a document. Our longest sensible query and GraphiQL's introspection need about 400. */
export const TOKENS_MAX = 1_000

/** Fields below each other: accounts → transfers → legs → bindings → holder is 8. Introspection has its own rule. */
export const DEPTH_MAX = 10

/** Aliased fields of an operation: a dashboard asks one field a few times, an attack a thousand times. */
export const ALIASES_MAX = 15

/** Fields of the answer, estimated: at about 40 bytes a field they just fill the response cap. */
export const COST_MAX = 50_000

/** Rows assumed of a list that is not paged, such as the legs of a transfer or the units of an account. */
export const LIST_ROWS_ASSUMED = 4

/** Cost of evaluating one margin account, in fields. */
export const MARGIN_ACCOUNT_COST = 40

/** Cost of evaluating one route, in fields: it is summed over what is open of it. */
export const ROUTE_COST = 40

/** Bytes of a request body: a thousand tokens with variables fit many times. */
export const REQUEST_BYTES_MAX = 100_000

/** Bytes of an answer: above it, a page is the better question. */
export const RESPONSE_BYTES_MAX = 2_000_000

/** Owners that one `where` may name: as many as a page has rows. */
export const WHERE_OWNERS_MAX = 200

/** Open subscriptions of the whole server: each may cost an evaluation per publication. */
export const SUBSCRIPTIONS_MAX = 1_000

/** Open subscriptions of one address: a browser opens 6, a few tabs behind one router more. */
export const SUBSCRIPTIONS_PER_CLIENT_MAX = 50

/** Changes of one simulation: each wraps every book that the bounds ask for. */
export const CHANGES_MAX = 20

/** Cost of the answers for one account, in fields: they look for prices and amounts by evaluating it a thousand times. */
export const MARGIN_ANSWERS_COST = 1_000

/** Cost of what parameters would be next, in fields: at a past cut all bars up to it are folded anew. */
export const NEXT_PARAMETERS_COST = 1_000
