// The list of tasks: its keys, toasts and live counts.

/** Listen to the whole page once; what is swapped in later needs no start of its own. */
export function start() {}
