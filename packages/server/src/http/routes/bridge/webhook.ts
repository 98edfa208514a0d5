import { findChatBridge, type InboundFailure } from "@usher/integrations/chat";
import type { Hono } from "hono";
import { splitBridgeSettings } from "../../../bridges/bridge-settings.ts";
import { nodeBridgeTools } from "../../../bridges/node-bridge-io.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { countBadSignature, enforceLimit, refuseBlocked } from "../../enforce-limit.ts";
import { HttpProblem, type ProblemCode } from "../../problem.ts";
import { readSourceRequest } from "../sources/read-source-request.ts";
import { takeEvents } from "./take-events.ts";

/**
 * `POST /bridge/:bridge/webhook/:product_id`: what a chat vendor tells. `POST /chatbot-webhook/:product_id` is Intercom's under
 * the documented address, with its documented status for a bad signature.
 */
export function vendorWebhookRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const tools = nodeBridgeTools(dependencies.clock);

  app.post("/bridge/:bridge/webhook/:product_id", (context) =>
    receive(context, context.req.param("product_id"), context.req.param("bridge")),
  );
  app.post("/chatbot-webhook/:product_id", (context) =>
    receive(context, context.req.param("product_id"), "intercom", "signature_refused"),
  );

  async function receive(
    context: HttpContext,
    productId: string,
    bridgeId: string,
    unproved?: ProblemCode,
  ): Promise<Response> {
    const product = dependencies.products.byId(productId);
    if (product === undefined) {
      throw new HttpProblem("product_unknown", "There is no such product; its id is the last part of the address.");
    }
    const bridge = findChatBridge(bridgeId);
    const settings = dependencies.bridges.settings(product, bridgeId);
    if (bridge === undefined || settings === undefined) {
      throw new HttpProblem(
        "bridge_unknown",
        "The product has no such bridge: add it to bridges in its configuration.",
      );
    }
    const counted = `bridge:${bridgeId}\0${productId}`;
    refuseBlocked(context, dependencies, counted);
    const request = await readSourceRequest(context, dependencies.clock.now());
    const result = bridge.parseInbound(request, splitBridgeSettings(settings).options, tools);
    if (!result.ok) {
      if (result.status === 401) countBadSignature(context, dependencies, counted);
      dependencies.metrics.bridge(bridgeId, result.code);
      dependencies.log.warn({ productId, bridge: bridgeId, code: result.code }, `webhook refused: ${result.detail}`);
      throw problemOf(result, unproved);
    }
    context.set("productId", productId);
    enforceLimit(context, dependencies, "webhook", counted);
    await takeEvents(dependencies, product, bridge, result.events);
    return context.json({ status: "ok" });
  }
}

function problemOf({ code, status, detail }: InboundFailure, unproved: ProblemCode | undefined): HttpProblem {
  if (status === 401) {
    return new HttpProblem(
      unproved ?? (code === "signature_missing" ? "signature_missing" : "signature_invalid"),
      detail,
    );
  }
  if (status === 413) return new HttpProblem("body_too_large", detail);
  // What is wrong with the configuration is the operator's to know.
  if (status === 500) return new HttpProblem("internal", "The webhook could not be read; the server's log says why.");
  return new HttpProblem("body_invalid", detail);
}
