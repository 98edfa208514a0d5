import type { Attention, Preferences } from "@usher/core";
import { preferences } from "@usher/core/schema";
import type { Hono } from "hono";
import { authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { parseBody, readJson } from "../read-json.ts";

/** `GET` and `PUT /v1/preferences`: the person's own dial, which beats every rule. */
export function preferencesRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine } = dependencies;

  app.get("/v1/preferences", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    return context.json(toWire(await engine.attention(product.id, session.subject)));
  });

  app.put("/v1/preferences", async (context) => {
    const body = parseBody(preferences, await readJson(context.req.raw));
    const { product, session } = await authoriseSession(context, dependencies);
    const { state } = await engine.apply(product.id, session.sessionId, {
      type: "preferences",
      dial: body.dial,
      snoozedUntil: body.snoozed_until,
    });
    return context.json(toWire(state.attention));
  });
}

function toWire({ dial, snoozedUntil }: Attention): Preferences {
  return { dial, snoozed_until: snoozedUntil };
}
