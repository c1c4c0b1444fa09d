/** What GraphiQL shows to somebody who opens it for the first time. */
export const defaultQuery = `# Plimsoll: collateral on several chains, counted exactly once.
# Press the play button; Ctrl-Space completes, the book icon shows the documentation.

query Welcome {
  meta {
    version
    venues
    chains { name status head indexed finalized lagSeconds }
  }
  conditions(first: 5) {
    totalCount
    nodes { severity code text }
  }
  transfers(first: 5) {
    nodes { state stage bridge origin destination sent { value symbol } }
  }
}

# One account, over all chains. Take a venue from above and an address of yours.
# query Account {
#   marginAccount(venue: "…", owner: "0x…") {
#     status
#     certainty
#     reasons { code text }
#     equity { value }
#     slackMaintenance { value }
#     totals { symbol amount { value } byChain { chainId amount { value } } }
#     cut { asOf isPartial chains { name number isStale } }
#   }
# }
`
