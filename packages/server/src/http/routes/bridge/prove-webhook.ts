import {
  type ChatBridge,
  findChatBridge,
  type InboundEvent,
  type InboundFailure,
  type InboundRequest,
} from "@usher/integrations/chat";
import { splitBridgeSettings } from "../../../bridges/bridge-settings.ts";
import { nodeBridgeTools } from "../../../bridges/node-bridge-io.ts";
import { isAsked, isPageDelivered } from "../../../bridges/server-delivered.ts";
import type { SessionRecord } from "../../../ports/store.ts";
import { authoriseSession, bearer } from "../../authorise.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import { countBadSignature, enforceLimit, refuseBlocked } from "../../enforce-limit.ts";
import { HttpProblem, type ProblemCode } from "../../problem.ts";
import { readSourceRequest } from "../sources/read-source-request.ts";

/** A request of a vendor or of a page, proved and read. */
export interface ProvedWebhook {
  readonly product: Product;
  readonly bridge: ChatBridge;
  readonly request: InboundRequest;
  readonly events: readonly InboundEvent[];
  /** Whose page it was; undefined for vendors. */
  readonly page: SessionRecord | undefined;
}

interface Named {
  readonly productId: string;
  readonly bridgeId: string;
  /** What a signature that does not fit is called. Default: what the bridge says. */
  readonly unproved?: ProblemCode | undefined;
}

/** Throws HttpProblem; refusals are counted, logged for the operator, and too many of them block the address for a while. */
export async function proveWebhook(
  context: HttpContext,
  dependencies: HttpDependencies,
  { productId, bridgeId, unproved }: Named,
): Promise<ProvedWebhook> {
  const { products, bridges, clock, metrics, log } = dependencies;
  const product = products.byId(productId);
  if (product === undefined) {
    throw new HttpProblem("product_unknown", "There is no such product; the address names it by its id.");
  }
  const bridge = findChatBridge(bridgeId);
  const settings = bridges.settings(product, bridgeId);
  if (bridge === undefined || settings === undefined) {
    throw new HttpProblem("bridge_unknown", "The product has no such bridge: add it to bridges in its configuration.");
  }
  const counted = `bridge:${bridgeId}\0${productId}`;
  refuseBlocked(context, dependencies, counted);
  const page = await pageOf(context, dependencies, product, bridge);
  const request = { ...(await readSourceRequest(context, clock.now())), ...(page && { session: whoIs(page) }) };
  const result = bridge.parseInbound(request, splitBridgeSettings(settings).options, nodeBridgeTools(clock));
  if (!result.ok) {
    if (result.status === 401) countBadSignature(context, dependencies, counted);
    metrics.bridge(bridgeId, result.code);
    log.warn({ productId, bridge: bridgeId, code: result.code }, `webhook refused: ${result.detail}`);
    throw problemOf(result, unproved);
  }
  context.set("productId", productId);
  // A page counts against its session's own limit.
  if (page === undefined) enforceLimit(context, dependencies, "webhook", counted);
  for (const { reason, count } of result.ignored) {
    for (let seen = 0; seen < count; seen++) metrics.bridge(bridgeId, `ignored_${reason}`);
  }
  return { product, bridge, request, events: result.events, page };
}

/** The body of a request that was read once already: what is no JSON object was refused. */
export function jsonOf({ body }: InboundRequest): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(body)) as Readonly<Record<string, unknown>>;
}

/** The session of a page that reports for its widget. */
async function pageOf(
  context: HttpContext,
  dependencies: HttpDependencies,
  product: Product,
  bridge: ChatBridge,
): Promise<SessionRecord | undefined> {
  const takesPages = isPageDelivered(bridge) || isAsked(bridge.manifest.id);
  // Session tokens are JWTs; the secrets that vendors send are not.
  if (!takesPages || bearer(context)?.split(".").length !== 3) return undefined;
  const authorised = await authoriseSession(context, dependencies);
  if (authorised.product.id === product.id) return authorised.session;
  throw new HttpProblem("product_unknown", "The session token is another product's than the address names.");
}

function whoIs({ sessionId, userId }: SessionRecord): NonNullable<InboundRequest["session"]> {
  return { sessionId, ...(userId === null ? {} : { userId }) };
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
