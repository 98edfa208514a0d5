import { type EpochMs, explanationInWords, parseTimestamp } from "@usher/core";
import type { Hono } from "hono";
import { type ExplainQuery, explainStored } from "../../../explain/explain-stored.ts";
import type { HttpContext, HttpDependencies, HttpEnv, Product } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { snakeCase } from "../../snake-case.ts";
import { adminProduct, authoriseAdmin } from "./authorise-admin.ts";

/** `GET /v1/admin/explain?session=…|user=…&at=…&trigger=…`: why, or why not, at a moment. */
export function adminExplainRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.get("/v1/admin/explain", async (context) => {
    authoriseAdmin(context, dependencies);
    const product = adminProduct(context, dependencies);
    const query = readQuery(context, product, dependencies.clock.now());
    const { explanation, disagreements } = await explainStored(dependencies.store, product.rules, query);
    const words = explanationInWords(explanation);
    return context.json(snakeCase({ ...explanation, disagreements, words }) as object);
  });
}

function readQuery(context: HttpContext, product: Product, now: EpochMs): ExplainQuery {
  const { session, user, at: moment, trigger } = context.req.query();
  if ((session === undefined) === (user === undefined)) {
    throw new HttpProblem("parameter_invalid", "Name a session or a user, and not both.");
  }
  const at = moment === undefined ? now : parseTimestamp(moment);
  if (at === undefined) {
    throw new HttpProblem("parameter_invalid", "at: write epoch milliseconds or 2026-05-19T11:07:19.847Z");
  }
  if (trigger !== undefined && !product.triggers.some(({ id }) => id === trigger)) {
    throw new HttpProblem(
      "parameter_invalid",
      `trigger: there is no trigger "${trigger.slice(0, 80)}" in ${product.id}; known: ${knownTriggers(product)}`,
    );
  }
  const who = session === undefined ? { user: user ?? "" } : { session };
  return { productId: product.id, who, at, ...(trigger === undefined ? {} : { trigger }) };
}

function knownTriggers({ triggers }: Product): string {
  return triggers.map(({ id }) => id).join(", ") || "none";
}
