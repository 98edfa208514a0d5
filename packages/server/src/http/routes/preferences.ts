import type { Attention, LocalZone, Preferences, SessionSnapshot, StatusReply } from "@usher/core";
import { anchorsRequest, preferencesRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { readZone } from "../../engine/read-zone.ts";
import { authoriseSession } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

/**
 * `GET` and `PUT /v1/preferences`: the person's own dial, which beats every rule. `PUT /v1/anchors`: what the page can
 * and cannot point at.
 */
export function preferencesRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, clock } = dependencies;

  app.get("/v1/preferences", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    return context.json(toWire(await engine.attention(product.id, session.subject), session.snapshot));
  });

  app.put("/v1/preferences", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const body = parseBody(preferencesRequest, await readJson(context.req.raw));
    const { consent, zone: zoneName, snoozed_until, ...wishes } = body;
    const zone = zoneName === undefined ? undefined : zoneOf(zoneName, clock.now());
    const { state } = await engine.apply(product.id, session.sessionId, {
      type: "preferences",
      ...wishes,
      ...(snoozed_until === undefined ? {} : { snoozedUntil: snoozed_until }),
      ...(zone === undefined ? {} : { zone }),
    });
    // An offer that is open in another of the person's sessions hears of it now, not when its time is over.
    const { open } = state.attention;
    if (open !== null && open.sessionId !== session.sessionId) {
      await engine.apply(product.id, open.sessionId, { type: "wake" });
    }
    if (consent === undefined) return context.json(toWire(state.attention, state.session));
    const after = await engine.apply(product.id, session.sessionId, { type: "consent", granted: consent });
    return context.json(toWire(after.state.attention, after.state.session));
  });

  app.put("/v1/anchors", async (context) => {
    const { product, session } = await authoriseSession(context, dependencies);
    const { present, missing } = parseBody(anchorsRequest, await readJson(context.req.raw));
    await engine.apply(product.id, session.sessionId, { type: "anchors", present, missing });
    const reply: StatusReply = { status: "ok" };
    return context.json(reply);
  });
}

function zoneOf(name: string, now: number): LocalZone {
  const zone = readZone(name, now);
  if (zone !== undefined) return zone;
  const detail = `zone: "${name}" is no time zone this server knows; write an IANA name, e.g. Europe/Berlin`;
  throw new HttpProblem("body_invalid", detail, { errors: [{ path: "zone", code: "unknown_zone", detail }] });
}

function toWire({ dial, snoozedUntil, muted, zone }: Attention, { consent }: SessionSnapshot): Preferences {
  return { dial, snoozed_until: snoozedUntil, muted, zone: zone?.name ?? null, consent };
}
