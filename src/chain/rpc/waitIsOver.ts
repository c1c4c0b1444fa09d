/** Reason with which a wait of our own is ended: an abort without one makes an error, and traces the stack for it, each time. */
export const waitIsOver = Symbol('waitIsOver')
