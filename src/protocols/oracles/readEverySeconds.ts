/** What no log says of a feed is asked this often: a round of most feeds takes longer, and a reading is a row. */
export const readEverySeconds = 30n
