import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { apiDescription } from "../src/http/openapi/api-description.ts";
import { buildDocument, openApiPath } from "../src/http/openapi/build-document.ts";
import { problemsOf } from "../src/http/openapi/problems-of.ts";
import type { Access, RouteDescription } from "../src/http/openapi/route-description.ts";
import { PROBLEM_STATUS } from "../src/http/problem.ts";
import { MAX_WIRE_BYTES } from "../src/http/read-json.ts";
import { createProductAdmin } from "../src/products/product-admin.ts";
import { SCOPES } from "../src/products/scopes.ts";
import { KEY, ORIGIN, SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const ADMIN = "an admin key of at least 32 characters";
const FOREIGN_ORIGIN = { origin: "https://elsewhere.example.org" };

/** A generated client believes this document and nothing else: what is not in it, the client cannot read. */
const document = buildDocument(apiDescription, "https://usher.example.com");
const problemSchema = z.fromJSONSchema(document.components.schemas.Problem as z.core.JSONSchema.JSONSchema);

type Headers = Readonly<Record<string, string>>;

interface Attempt {
  readonly headers?: Headers;
  readonly body?: string | Uint8Array;
  /** What stands for each `:name` of the path. */
  readonly name?: string;
}

let server: TestServer;
let credentials: Readonly<Record<string, Headers>>;

async function startServer(loopback = false): Promise<TestServer> {
  const intercom = { accessToken: "access-token", clientSecret: "client-secret", adminId: "7" };
  const rasa = { url: "https://rasa.example.com", token: "rasa-token" };
  const tight = { perMinute: 1, burst: 1 };
  const rates = { address: tight, secret_key: tight, publishable_key: tight, session: tight, stream_connect: tight };
  return startTestServer(
    sampleConfig(
      { bridges: { intercom, rasa }, sources: { posthog: { keys: ["phc_test"] } } },
      { adminKey: ADMIN, debug: true, ...(loopback ? { limits: { loopback: true, rates } } : {}) },
    ),
    { bridges: { fetch: () => Promise.reject(new Error("no network")), waitMs: 50 } },
  );
}

async function makeCredentials(): Promise<Readonly<Record<string, Headers>>> {
  const keys = createProductAdmin({
    store: server.store.products,
    sealer: { seal: (text) => text, open: (text) => text },
    now: Date.now,
    configured: new Set(["projects", "other"]),
    onChange: server.products.reload,
  });
  const foreign = (await keys.createKey({ productId: "other", kind: "secret" })).key;
  const scopes = SCOPES.slice(0, 1);
  const narrow = (await keys.createKey({ productId: "projects", kind: "restricted", scopes })).key;
  const all = (await keys.createKey({ productId: "projects", kind: "restricted", scopes: SCOPES })).key;
  const { token } = (await server.page()).session;
  const by = (key: string, more: Headers = {}): Headers => ({ authorization: `Bearer ${key}`, ...more });
  return {
    none: {},
    garbage: by("what is this"),
    basic: { authorization: "Basic bm9ib2R5Og==" },
    mistyped: by(all.slice(0, -1)),
    publishable: by(KEY, { origin: ORIGIN }),
    "publishable without a page": by(KEY),
    "publishable elsewhere": by(KEY, FOREIGN_ORIGIN),
    session: by(token, { origin: ORIGIN }),
    "session elsewhere": by(token, FOREIGN_ORIGIN),
    "session forged": by(`${token.slice(0, -2)}xx`),
    foreign: by(foreign),
    narrow: by(narrow),
    secret: by(all),
    configured: by(SECRET_KEY),
    admin: by(ADMIN),
  };
}

beforeAll(async () => {
  server = await startServer();
  credentials = await makeCredentials();
});
afterAll(() => server.stop());

const BEST: Readonly<Record<Access, string>> = {
  public: "none",
  publishable: "publishable",
  session: "session",
  secret: "secret",
  admin: "admin",
  metrics: "admin",
  source: "secret",
};

const BODIES: Readonly<Record<string, Attempt>> = {
  "no JSON": { body: "{" },
  "a list": { body: "[1]" },
  "a word": { body: '"word"' },
  empty: { body: "" },
  "not text": { body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) },
  deep: { body: `${"[".repeat(64)}${"]".repeat(64)}` },
  wide: { body: JSON.stringify(Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`k${index}`, 1]))) },
  "an unknown encoding": { body: "{}", headers: { "content-encoding": "br" } },
  "bad gzip": { body: "{}", headers: { "content-encoding": "gzip" } },
  "too large": { body: " ".repeat(MAX_WIRE_BYTES + 1) },
};

async function ask(to: TestServer, route: RouteDescription, { headers = {}, body = "{}", name }: Attempt) {
  const path = route.path
    .replace(/:(id|product_id)\b/, name ?? "projects")
    .replace(":source", name ?? "segment")
    .replace(":bridge", name ?? "intercom")
    .replace(/:\w+/g, "nothing")
    .replace("*", "nothing");
  const stop = new AbortController();
  const answer = await fetch(`${to.url}${path}`, {
    method: route.method.toUpperCase(),
    headers: { "content-type": "application/json", ...headers },
    ...(route.method === "get" ? {} : { body: body as BodyInit }),
    redirect: "manual",
    signal: stop.signal,
  });
  const type = answer.headers.get("content-type") ?? "";
  const problem: unknown = type.includes("problem+json") ? await answer.json() : undefined;
  if (problem === undefined) stop.abort();
  return { status: answer.status, type: type.split(";")[0] ?? "", problem, headers: answer.headers };
}

type Answer = Awaited<ReturnType<typeof ask>>;

/** What a strict client finds wrong with an answer; undefined when all of it is declared. */
function complaint(route: RouteDescription, { status, type, problem }: Answer): string | undefined {
  const operation = document.paths[openApiPath(route.path)]?.[route.method] as {
    readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  };
  const declared = operation.responses[status];
  const { code = "no code" } = (problem ?? {}) as { readonly code?: string };
  if (declared === undefined) return `${status} ${code} is not declared`;
  const types = Object.keys(declared.content ?? {});
  if (types.length === 0 ? type !== "" : !types.includes(type))
    return `${status} is ${type}, not ${types.join(" or ")}`;
  if (problem === undefined) return undefined;
  if (!problemSchema.safeParse(problem).success) return `${status} ${code} is no Problem`;
  if ((problem as { readonly status: number }).status !== status) return `${status} says another status`;
  return declared.description.includes(`\`${code}\``) ? undefined : `${status} ${code} is not declared`;
}

async function complaints(to: TestServer, route: RouteDescription, attempts: Readonly<Record<string, Attempt>>) {
  const answers = await Promise.all(Object.values(attempts).map((attempt) => ask(to, route, attempt)));
  return [...new Set(answers.flatMap((answer) => complaint(route, answer) ?? []))].sort();
}

const routes = apiDescription.map((route) => [`${route.method} ${route.path}`, route] as const);

describe("what the server answers is what the document declares", () => {
  test.each(routes)("%s, whoever asks and whatever is sent", async (_, route) => {
    const example = route.body === undefined ? undefined : JSON.stringify(route.body.example);
    const attempts: Record<string, Attempt> = {};
    for (const [who, headers] of Object.entries(credentials)) {
      attempts[who] = { headers };
      if (/:(id|product_id|source|bridge)\b/.test(route.path))
        attempts[`${who}, elsewhere`] = { headers, name: "nothing" };
      if (example !== undefined) attempts[`${who}, example`] = { headers, body: example };
    }
    for (const each of new Set(route.access.map((access) => BEST[access]))) {
      for (const [what, attempt] of Object.entries(route.method === "get" ? {} : BODIES)) {
        attempts[`${each}, ${what}`] = { ...attempt, headers: { ...credentials[each], ...attempt.headers } };
      }
    }
    expect(await complaints(server, route, attempts)).toEqual([]);
  });
});

test("every code there is, some route declares", () => {
  const declared = new Set<string>(apiDescription.flatMap((route) => [...problemsOf(route)]));
  // A path that is asked with another method belongs to no operation.
  const missing = Object.keys(PROBLEM_STATUS).filter((code) => !declared.has(code));
  expect(missing).toEqual(["method_not_allowed"]);
});

test("a method that a path does not have is a Problem, too, and says which it has", async () => {
  const answer = await fetch(`${server.url}/v1/capture`, { method: "DELETE" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("POST");
  expect(problemSchema.safeParse(await answer.json()).error).toBeUndefined();
});

test("a name that is not this server's is refused as declared", async () => {
  const { hostname, port } = new URL(server.url);
  const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    request({ hostname, port, path: "/v1/consumers", headers: { host: "evil.example.org" } }, (reply) => {
      let read = "";
      reply.setEncoding("utf8").on("data", (chunk: string) => (read += chunk));
      reply.on("end", () => resolve([reply.statusCode, read]));
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
  expect(problemSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
});

describe("when a limit is used up", () => {
  let limited: TestServer;
  beforeAll(async () => {
    limited = await startServer(true);
  });
  afterAll(() => limited.stop());

  test.each(routes.filter(([, { method, access }]) => method !== "get" && !access.includes("admin")))(
    "%s says when to come back",
    async (_, route) => {
      await ask(limited, route, {});
      const answer = await ask(limited, route, {});
      // Routes for backends count by key, and only once it is proved.
      if (answer.status !== 429) expect([401, 403, 404]).toContain(answer.status);
      else expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(complaint(route, answer)).toBeUndefined();
    },
  );
});
