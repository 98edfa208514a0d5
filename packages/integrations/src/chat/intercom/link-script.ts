import { origin, product } from "./label-prompts.ts";

export interface LinkScriptOptions {
  /** An expression of the page that gives the `session_id` which `POST /v1/session` answered. */
  readonly sessionIdJs: string;
  /** An expression that gives the `token` of that answer; the link is refused without one. */
  readonly tokenJs: string;
}

/**
 * The script that tells Usher which conversation belongs to the session as soon as Intercom's Messenger starts one, for
 * a page that speaks the wire itself; with Usher's page SDK it is `serverChat().link`. Both expressions come from the page's author, never from a user. Throws RangeError for a
 * product that cannot be part of a path.
 */
export function intercomLinkScript(
  host: string,
  productId: string,
  { sessionIdJs, tokenJs }: LinkScriptOptions,
): string {
  const url = literal(`${origin(host)}/sessions/link`);
  // Checks the id as an address needs it; in the body it is sent as it is.
  product(productId);
  return `<script>
(function () {
  function link(conversationId) {
    var sessionId = ${sessionIdJs};
    var token = ${tokenJs};
    if (!sessionId || !conversationId) return;
    var headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = "Bearer " + token;
    fetch(${url}, {
      method: "POST",
      headers: headers,
      keepalive: true,
      body: JSON.stringify({ product_id: ${literal(productId.trim())}, session_id: sessionId, conversation_id: conversationId })
    }).catch(function () {});
  }
  if (window.Intercom) window.Intercom("onConversationStarted", link);
})();
</script>`;
}

/** A text as a literal that cannot end the script it is in. */
function literal(text: string): string {
  return JSON.stringify(text)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
