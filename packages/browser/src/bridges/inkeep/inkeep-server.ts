import type { ServerAccess } from "../../client/server-access.ts";

/** What the server is asked and told about the chat. */
export interface InkeepServer {
  /** What the chat opens with on an offer, and what only its model should know. Rejects when there is no such offer. */
  open(offerId: string, signal: AbortSignal): Promise<{ readonly question: string; readonly context: string }>;
  /** What the model should know by now; empty when nothing happened or the server cannot be reached. */
  context(): Promise<string>;
  /**
   * Says what happened in the chat. Of what the user writes only `said`, which may be an answer to an offer; it is not kept.
   * Failures are silent: the page goes on.
   */
  tell(event: "opened" | "user-message" | "closed", said?: string): void;
}

const ANSWER_WITHIN_MS = 10_000;

export function createInkeepServer({ host, fetch, pass }: ServerAccess): InkeepServer {
  async function ask(path: (sessionId: string) => string, body?: object, signal?: AbortSignal): Promise<Response> {
    const session = await pass();
    if (session === undefined) throw new Error("There is no session.");
    const response = await fetch(`${host}/bridge/inkeep/${path(session.sessionId)}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${session.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: "omit",
      // "closed" is often the last thing a page says.
      keepalive: body !== undefined,
      signal: signal ?? AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response;
  }

  return {
    async open(offerId, signal) {
      const response = await ask(() => "open", { offer_id: offerId }, signal);
      return (await response.json()) as { question: string; context: string };
    },
    async context() {
      try {
        const response = await ask((sessionId) => `context/${encodeURIComponent(sessionId)}`);
        return ((await response.json()) as { readonly context: string }).context;
      } catch {
        return "";
      }
    },
    tell(event, said) {
      ask(() => "chat", { event, ...(said === undefined ? {} : { text: said }) }).catch(() => {});
    },
  };
}
