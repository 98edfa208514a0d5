/** What code that is loaded later needs to speak with the server for this page's session. */
export interface ServerAccess {
  readonly host: string;
  readonly fetch: typeof fetch;
  /** The page's own session and its token; nothing when there can be none. */
  pass(): Promise<{ readonly token: string; readonly sessionId: string } | undefined>;
}
