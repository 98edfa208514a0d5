/** The part of `fetch` the SDK needs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
