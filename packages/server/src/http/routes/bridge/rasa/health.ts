import type { Hono } from "hono";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";

/** `GET /bridge/rasa/healthz`: a page learns that it is heard; the product's server also how many others are. */
export function rasaHealthRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.get("/bridge/rasa/healthz", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "context:read" });
    const { users, sessions } =
      caller.type === "page" ? { users: 1, sessions: 1 } : dependencies.offerStreams.count(caller.product.id);
    return context.json({ status: "ok", users_tracked: users, sessions_tracked: sessions });
  });
}
