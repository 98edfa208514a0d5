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

/** The same where a page need not name its session. Throws HttpProblem `body_invalid` when a server does not. */
export async function callersSession(
  caller: BridgeCaller,
  dependencies: Pick<HttpDependencies, "engine">,
  named: string | undefined,
): Promise<SessionRecord> {
  if (named !== undefined) return namedSession(caller, dependencies, named);
  if (caller.type === "page") return caller.session;
  throw new HttpProblem("body_invalid", "session_id: is needed from a server", {
    errors: [{ path: "session_id", code: "invalid_type", detail: "is needed from a server" }],
  });
}
