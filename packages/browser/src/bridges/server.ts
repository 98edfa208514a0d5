import type { ChatAdapter } from "../client/chat-adapter.ts";
import type { ServerAccess } from "../client/server-access.ts";

/** Every option has a default. */
export interface ServerChatOptions {
  /** Brings the vendor's widget on screen, e.g. `() => Intercom("show")`. Default: it is there already. */
  readonly onShow?: () => void;
}

/**
 * A vendor's chat that the server writes into, as the chat that offers open: `Usher.init({ …, chat: serverChat() })`. It says
 * which offer was accepted; when the question cannot be delivered, Usher's own panel opens.
 */
export function serverChat({ onShow }: ServerChatOptions = {}): ChatAdapter {
  let access: ServerAccess | undefined;
  return {
    start(given) {
      access = given;
      return () => {
        access = undefined;
      };
    },

    async open(offerId, { ready, signal }) {
      const pass = await access?.pass();
      if (access === undefined || pass === undefined) throw new Error("Usher is not running.");
      const response = await access.fetch(`${access.host}/bridge/open`, {
        method: "POST",
        headers: { authorization: `Bearer ${pass.token}`, "content-type": "application/json" },
        body: JSON.stringify({ offer_id: offerId }),
        credentials: "omit",
        signal,
      });
      if (!response.ok) throw new Error(`The vendor's chat could not be asked (${response.status}).`);
      onShow?.();
      ready();
    },
  };
}
