import type { Hono } from "hono";
import { authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";

/** `POST /v1/stream/ticket`: for `EventSource`, which cannot send the session token. */
export function streamTicketRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { tickets } = dependencies;

  app.post("/v1/stream/ticket", async (context) => {
    const { claims } = await authoriseSession(context, dependencies);
    return context.json({ ticket: tickets.issue(claims), expires_in_s: tickets.lifetimeS });
  });
}
