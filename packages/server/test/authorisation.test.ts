import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKey } from "../src/products/key-format.ts";
import { createProductAdmin, type ProductAdmin } from "../src/products/product-admin.ts";
import { SCOPES, type Scope } from "../src/products/scopes.ts";
import { KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const ADMIN = "an admin key of at least 32 characters";

/** Who may use a route. A new route needs a row. */
type Rule =
  /** The product's own servers, by a key with the scope, and administrators. `named`: the address names the product. */
  | {
      readonly who: "server";
      readonly scope: Scope;
      readonly named: boolean;
      /** What a key of another product is told when the address names the product. Default `404 product_unknown`. */
      readonly foreign?: string;
      /** What somebody without a key is told. Default `401 key_missing`. */
      readonly none?: string;
    }
  | { readonly who: "admin" }
  /** Pages, by publishable key or session token: no server's key opens them. */
  | { readonly who: "page" /** Its token can be in the body, as beacons send it. */; readonly beacon?: boolean }
  /** Senders of events, by what their vendor's clients can send; `sources.test.ts` holds their rules. */
  | { readonly who: "source" }
  /** Vendors of chats, by their signature alone; `vendor-chats.test.ts` and `vendor-protocols.test.ts` hold their rules. */
  | { readonly who: "vendor"; readonly refused: RegExp }
  | { readonly who: "anybody" };

const admin: Rule = { who: "admin" };
const page: Rule = { who: "page" };
const beacon: Rule = { who: "page", beacon: true };
const source: Rule = { who: "source" };
const anybody: Rule = { who: "anybody" };
const server = (scope: Scope, named = true): Rule & { readonly who: "server" } => ({ who: "server", scope, named });

const bridge = (scope: Scope): Rule => ({ ...server(scope, false), none: "401 token_missing" });

const RULES: Readonly<Record<string, Rule>> = {
  "POST /v1/session": page,
  "POST /v1/capture": beacon,
  "GET /v1/nudges": page,
  "POST /v1/offers/:id/outcome": beacon,
  "POST /v1/tours/:id/start": page,
  "POST /v1/tours/:id/step": page,
  "POST /v1/tours/:id/end": beacon,
  "POST /v1/chat": page,
  "GET /v1/chat/replies/:id": page,
  "GET /v1/preferences": page,
  "PUT /v1/preferences": page,
  "PUT /v1/anchors": page,
  "GET /v1/memory": page,
  "PATCH /v1/memory": page,
  "DELETE /v1/memory": page,
  "GET /v1/users/:user_id/memory": server("users:read", false),
  "PATCH /v1/users/:user_id/memory": server("users:delete", false),
  "DELETE /v1/users/:user_id/memory": server("users:delete", false),
  "GET /v1/users/:user_id/sessions": server("users:read", false),
  "GET /v1/sessions": server("users:read", false),
  "GET /v1/sessions/:session_id/copilot": server("context:read", false),
  "POST /v1/sessions/:session_id/end": server("context:read", false),
  "GET /v1/debug": page,
  "GET /v1/admin/explain": admin,
  "GET /v1/admin/export": server("users:export", false),
  "POST /v1/admin/privacy/delete": server("users:delete", false),
  "GET /v1/admin/quarantine": admin,
  "GET /v1/admin/products": admin,
  "POST /v1/admin/products": admin,
  "GET /v1/admin/products/:id": server("products:write"),
  "PATCH /v1/admin/products/:id": server("products:write"),
  "DELETE /v1/admin/products/:id": server("products:write"),
  "POST /v1/admin/products/:id/rotate": server("products:write"),
  "GET /v1/admin/products/:id/keys": server("products:write"),
  "POST /v1/admin/products/:id/keys": server("products:write"),
  "POST /v1/admin/products/:id/keys/:key_id/rotate": server("products:write"),
  "DELETE /v1/admin/products/:id/keys/:key_id": server("products:write"),
  "GET /v1/admin/keys": admin,
  "POST /v1/admin/keys": admin,
  "DELETE /v1/admin/keys/:key_id": admin,
  "GET /v1/admin/products/:id/webhooks": server("webhooks:write"),
  "POST /v1/admin/products/:id/webhooks": server("webhooks:write"),
  "GET /v1/admin/products/:id/webhooks/:webhook_id": server("webhooks:write"),
  "PATCH /v1/admin/products/:id/webhooks/:webhook_id": server("webhooks:write"),
  "DELETE /v1/admin/products/:id/webhooks/:webhook_id": server("webhooks:write"),
  "POST /v1/admin/products/:id/webhooks/:webhook_id/rotate": server("webhooks:write"),
  "POST /v1/admin/products/:id/webhooks/:webhook_id/test": server("webhooks:write"),
  "GET /v1/admin/products/:id/webhooks/:webhook_id/deliveries": server("webhooks:write"),
  "POST /v1/admin/products/:id/webhooks/:webhook_id/redrive": server("webhooks:write"),
  "POST /v1/admin/products/:id/webhooks/:webhook_id/deliveries/:delivery_id/redrive": server("webhooks:write"),
  "GET /v1/admin/products/:id/paths": server("golden_paths:write"),
  "GET /v1/admin/products/:id/paths/:path_id": server("golden_paths:write"),
  "PUT /v1/admin/products/:id/paths/:path_id": server("golden_paths:write"),
  "POST /v1/admin/products/:id/paths/:path_id/publish": server("golden_paths:write"),
  "POST /v1/admin/products/:id/paths/:path_id/archive": server("golden_paths:write"),
  "DELETE /v1/admin/products/:id/paths/:path_id": server("golden_paths:write"),
  "POST /v1/device/start": anybody,
  "POST /v1/device/token": anybody,
  "POST /v1/admin/products/:id/devices": server("products:write"),
  "POST /products": admin,
  "GET /products": admin,
  "GET /products/:id": admin,
  "DELETE /products/:id": admin,
  "GET /healthz": anybody,
  "GET /readyz": anybody,
  "GET /metrics": anybody,
  "GET /openapi.json": anybody,
  "GET /docs": anybody,
  "GET /static/*": anybody,
  "GET /stream/:product_id": server("stream:read"),
  "POST /stream/:product_id/ack": server("stream:read"),
  "GET /v1/consumers": server("stream:read", false),
  "GET /users/:product_id/:user_id/live-activity": {
    ...server("users:read"),
    foreign: "403 product_forbidden",
  },
  "GET /v1/sessions/:session_id/actions": server("context:read", false),
  "GET /v1/sessions/:session_id/state": server("context:read", false),
  "GET /v1/sessions/:session_id/context": server("context:read", false),
  // Whose proof can be a signed token in the body instead.
  "POST /sessions/link": { ...server("events:write", false), none: "401 token_missing" },
  "POST /retrieval": server("context:read", false),
  "GET /knowledge-base/:product_id": server("context:read"),
  "POST /mcp": server("context:read", false),
  "GET /v1/admin/products/:id/knowledge": server("golden_paths:write"),
  "POST /v1/admin/products/:id/knowledge": server("golden_paths:write"),
  "DELETE /v1/admin/products/:id/knowledge/:name": server("golden_paths:write"),
  "POST /v1/admin/products/:id/knowledge/preview": server("golden_paths:write"),
  "POST /v1/stream/ticket": page,
  // Pages, too, by their session token.
  "GET /bridge/rasa/proactive/stream/:user_id": bridge("users:read"),
  "POST /bridge/rasa/proactive/inject": bridge("events:write"),
  "POST /bridge/rasa/proactive/outcome": bridge("events:write"),
  "GET /bridge/rasa/reply/:user_id": bridge("context:read"),
  "POST /bridge/rasa/reply/:user_id": bridge("context:read"),
  "POST /bridge/rasa/tour/start": bridge("events:write"),
  "POST /bridge/rasa/tour/step": bridge("events:write"),
  "POST /bridge/rasa/tour/end": bridge("events:write"),
  "POST /bridge/rasa/open": page,
  "POST /bridge/rasa/event": bridge("events:write"),
  "GET /bridge/rasa/healthz": bridge("context:read"),
  "GET /bridge/inkeep/guidance/stream/:session_id": bridge("context:read"),
  "GET /bridge/inkeep/context/:session_id": bridge("context:read"),
  "POST /bridge/inkeep/inkeep/reply": bridge("events:write"),
  "POST /bridge/inkeep/demo/actions": bridge("events:write"),
  "POST /bridge/inkeep/open": page,
  "POST /bridge/inkeep/chat": bridge("events:write"),
  "POST /bridge/open": page,
  "POST /bridge/answer": page,
  "POST /bridge/dify/:product_id/retrieval": { who: "vendor", refused: /^401 signature_/ },
  // Pages, too, by their session token.
  "POST /bridge/openai-compatible/:product_id/chat/completions": { who: "vendor", refused: /^401 signature_/ },
  "POST /bridge/:bridge/webhook/:product_id": { who: "vendor", refused: /^401 signature_missing$/ },
  "POST /chatbot-webhook/:product_id": { who: "vendor", refused: /^403 signature_refused$/ },
  "POST /ingest/:source/:product_id": source,
  "POST /webhook/:product_id": source,
};

/** The routes of vendors' own clients: publishable keys in the body or the address, or Basic authentication. */
const VENDOR =
  /^(GET|POST) \/(s|e|i\/v0\/e|batch|capture|track|engage|flags|decide|array\/:key\/config(\.js)?|v1\/([tpigas]|track|page|screen|identify|group|alias|batch|import|projects\/:key\/settings)|2\/httpapi)$/;

let running: TestServer;
let other: TestServer;
let rows: readonly string[] = [];

/** One credential of each kind; what each of them may do is the matrix below. */
interface Credentials {
  readonly own: string;
  readonly foreign: string;
  readonly expired: string;
  readonly revoked: string;
  with(scopes: readonly Scope[]): Promise<string>;
}

beforeAll(async () => {
  other = await startTestServer();
  rows = routesOf(other);
});
afterAll(() => other.stop());

function routesOf({ app }: TestServer): readonly string[] {
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Set(routes.map(({ method, path }) => `${method} ${path.replace(/(?<=.)\/$/, "")}`))];
}

function ruleOf(route: string): Rule | undefined {
  return RULES[route] ?? (VENDOR.test(route) ? source : undefined);
}

test("every route has a rule, and every rule a route", () => {
  expect(rows.filter((route) => ruleOf(route) === undefined)).toEqual([]);
  expect(Object.keys(RULES).filter((route) => !rows.includes(route))).toEqual([]);
});

async function makeCredentials(): Promise<Credentials> {
  const { store, products } = running;
  const keys: ProductAdmin = createProductAdmin({
    store: store.products,
    sealer: { seal: (text) => text, open: (text) => text },
    now: Date.now,
    configured: new Set(["projects", "other"]),
    onChange: products.reload,
  });
  const make = (productId: string) => keys.createKey({ productId, kind: "secret" });
  const [own, foreign, revoked] = [await make("projects"), await make("other"), await make("projects")];
  await keys.revokeKey("projects", revoked.record.keyId);
  const expired = await keys.createKey({ productId: "projects", kind: "secret", expiresAt: Date.now() - 1 });
  return {
    own: own.key,
    foreign: foreign.key,
    expired: expired.key,
    revoked: revoked.key,
    with: async (scopes) => (await keys.createKey({ productId: "projects", kind: "restricted", scopes })).key,
  };
}

/** Status and code of an answer; `passed` when somebody was let in, whatever came of an empty request. */
async function ask(route: string, key: string | undefined): Promise<string> {
  const [method = "", pattern = ""] = route.split(" ");
  const path = pattern
    .replace(/:(id|product_id)\b/, "projects")
    .replace(":source", "segment")
    .replace(":bridge", "intercom")
    .replace(/:[a-z_]+/g, "nothing")
    .replace("*", "nothing");
  const stop = new AbortController();
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    ...(method === "GET" ? {} : { body: "{}" }),
    signal: stop.signal,
  });
  const isProblem = response.headers.get("content-type")?.includes("problem") ?? false;
  const { code = "" } = isProblem ? ((await response.json()) as { code: string }) : {};
  stop.abort();
  const isRefused = response.status === 401 || response.status === 403 || code === "product_unknown";
  if (isRefused && response.status === 401) expect(response.headers.get("www-authenticate")).toContain("Bearer");
  return isRefused ? `${response.status} ${code}` : "passed";
}

async function askAll(route: string, credentials: Readonly<Record<string, string | undefined>>) {
  const answers: Record<string, string> = {};
  for (const [name, key] of Object.entries(credentials)) answers[name] = await ask(route, key);
  return answers;
}

const byRule = (who: Rule["who"]) => Object.entries(RULES).filter(([, rule]) => rule.who === who);

describe("who may do what", () => {
  beforeAll(async () => {
    const intercom = { accessToken: "access-token", clientSecret: "client-secret", adminId: "7" };
    const bridges = {
      intercom,
      dify: { apiKey: "app-0123456789", knowledgeKey: "knowledge-key-0123" },
      "openai-compatible": { apiKey: "key-of-our-server-0123" },
    };
    running = await startTestServer(sampleConfig({ bridges }, { adminKey: ADMIN, debug: true }));
  });
  afterAll(() => running.stop());

  test.each(byRule("server"))("%s is for the product's servers", async (route, rule) => {
    if (rule.who !== "server") return;
    const { scope, named, foreign = "404 product_unknown", none = "401 key_missing" } = rule;
    const keys = await makeCredentials();
    const answers = await askAll(route, {
      none: undefined,
      mistyped: keys.own.slice(0, -1),
      unknown: createKey("secret"),
      publishable: KEY,
      foreign: keys.foreign,
      expired: keys.expired,
      revoked: keys.revoked,
      "every other scope": await keys.with(SCOPES.filter((each) => each !== scope)),
      own: keys.own,
      admin: ADMIN,
    });
    expect(answers).toEqual({
      none,
      mistyped: "401 key_malformed",
      unknown: "401 key_unknown",
      publishable: "401 key_unknown",
      // Without a product in the address, the key's own product is meant.
      foreign: named ? foreign : scope === "products:write" ? "403 scope_missing" : "passed",
      expired: "401 key_unknown",
      revoked: "401 key_unknown",
      "every other scope": "403 scope_missing",
      own: scope === "products:write" ? "403 scope_missing" : "passed",
      admin: expect.stringMatching(/^(passed|409)/),
    });
  });

  test.each(byRule("admin"))("%s is for administrators", async (route) => {
    const keys = await makeCredentials();
    const all = await keys.with(SCOPES);
    const answers = await askAll(route, { none: undefined, publishable: KEY, own: keys.own, all, unknown: "whatever" });
    for (const answer of Object.values(answers)) expect(answer).toBe("401 admin_key_invalid");
    expect(await ask(route, ADMIN)).toBe("passed");
  });

  test.each(byRule("page"))("%s is for pages: no server's key opens it", async (route, rule) => {
    const keys = await makeCredentials();
    const isBeacon = "beacon" in rule && rule.beacon;
    for (const key of [...(isBeacon ? [] : [undefined]), keys.own, await keys.with(SCOPES), ADMIN]) {
      expect(await ask(route, key)).toMatch(/^401 (token|key)_/);
    }
  });

  test.each(byRule("source"))(
    "%s takes what is signed, and keys of the product with events:write alone",
    async (route) => {
      const keys = await makeCredentials();
      const { own, others } = {
        own: await ask(route, keys.own),
        others: await askAll(route, {
          none: undefined,
          mistyped: keys.own.slice(0, -1),
          publishable: KEY,
          foreign: keys.foreign,
          expired: keys.expired,
          revoked: keys.revoked,
          "every other scope": await keys.with(SCOPES.filter((scope) => scope !== "events:write")),
        }),
      };
      for (const [name, answer] of Object.entries(others)) expect(answer, name).toMatch(/^40[134] /);
      expect(own).toBe(route.startsWith("POST /webhook/") ? "401 signature_invalid" : "passed");
    },
  );

  test.each(byRule("vendor"))("%s opens with the vendor's signature: no key does", async (route, rule) => {
    const keys = await makeCredentials();
    for (const key of [undefined, KEY, keys.own, await keys.with(SCOPES), ADMIN]) {
      if (rule.who === "vendor") expect(await ask(route, key)).toMatch(rule.refused);
    }
  });

  test.each(byRule("anybody"))("%s is open", async (route) => {
    expect(await ask(route, undefined)).toBe("passed");
  });

  test.each(byRule("server"))("%s opens with a restricted key that has just its scope", async (route, rule) => {
    if (rule.who !== "server") return;
    const { with: withScopes } = await makeCredentials();
    expect(await ask(route, await withScopes([rule.scope]))).toBe("passed");
  });
});
