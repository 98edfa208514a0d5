import type { SessionRecord } from "../../../../ports/store.ts";
import type { BridgeCaller } from "../../../authorise-bridge.ts";
import type { HttpDependencies } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";

/**
 * The session that a request names. An id is never the authority: a page's must be that of its own token, so that two
 * halves of an app that disagree on it find out at once; a server's must be of its own product. Throws HttpProblem.
 */
export async function namedSession(
  caller: BridgeCaller,
  { engine }: Pick<HttpDependencies, "engine">,
  named: string,
): Promise<SessionRecord> {
  if (caller.type === "page") {
    if (caller.session.sessionId === named) return caller.session;
    throw new HttpProblem(
      "session_unknown",
      "This token is that of another session; use the session_id that POST /v1/session gave with it.",
    );
  }
  const session = await engine.find(caller.product.id, named);
  if (session !== undefined) return session;
  throw new HttpProblem("session_unknown", "This product has no such session.");
}
