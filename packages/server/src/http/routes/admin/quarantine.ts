import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { adminProduct, authoriseAdmin } from "./authorise-admin.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** `GET /v1/admin/quarantine?product=…&limit=…`: events that could not be stored, the latest first, each with the reason. */
export function adminQuarantineRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store } = dependencies;

  app.get("/v1/admin/quarantine", async (context) => {
    authoriseAdmin(context, dependencies);
    const product = adminProduct(context, dependencies);
    const events = await store.activity.listQuarantine(product.id, readLimit(context.req.query("limit")));
    return context.json({
      events: events.map(({ eventId, reason, body, at }) => ({ event_id: eventId, reason, at, body })),
    });
  });
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new HttpProblem("parameter_invalid", `limit: write a whole number from 1 to ${MAX_LIMIT}`);
}
