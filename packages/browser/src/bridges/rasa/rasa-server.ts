import type { ServerAccess } from "../../client/server-access.ts";

/** What the server is asked and told about the widget. */
export interface RasaServer {
  /** Asks for the offer's question in the widget; resolves with its words once Rasa has it. Rejects otherwise. */
  open(offerId: string, senderId: string | undefined, signal: AbortSignal): Promise<string>;
  /** Says what happened in the widget; never what was said in it. Failures are silent: the page goes on. */
  tell(event: WidgetEvent, senderId: string | undefined): void;
}

export type WidgetEvent = "ready" | "opened" | "closed" | "user-message" | "undelivered";

export function createRasaServer({ host, fetch, pass }: ServerAccess): RasaServer {
  async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    const session = await pass();
    if (session === undefined) throw new Error("There is no session.");
    return fetch(`${host}/bridge/rasa/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      // A request that outlives the page: "closed" is often the last thing it says.
      keepalive: signal === undefined,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  return {
    async open(offerId, senderId, signal) {
      const body = { offer_id: offerId, ...(senderId === undefined ? {} : { sender_id: senderId }) };
      const response = await post("open", body, signal);
      if (!response.ok) throw new Error(`Rasa could not be asked (${response.status}).`);
      return ((await response.json()) as { readonly question: string }).question;
    },
    tell(event, senderId) {
      post("event", { event, ...(senderId === undefined ? {} : { sender_id: senderId }) }).catch(() => {});
    },
  };
}
