/**
 * Asks a language model. Hand in a function over the client you have; the signal is aborted when the answer is no
 * longer wanted.
 */
export type Llm = (prompt: string, options: { readonly signal: AbortSignal }) => Promise<string>;
