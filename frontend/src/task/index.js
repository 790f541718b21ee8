// One task: its form, drafts and tabs.

/** Listen to the whole page once; what is swapped in later needs no start of its own. */
export function start() {}
