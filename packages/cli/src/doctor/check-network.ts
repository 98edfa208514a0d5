import { createServer } from "node:net";
import type { ResolvedConfig } from "@usher/server";
import { type Finding, fail, ok, warn } from "./finding.ts";

const ANSWER_WITHIN_MS = 5_000;

/** Port, public address, origins and model. Each is asked once and given five seconds. */
export async function checkNetwork(config: ResolvedConfig, request: typeof fetch = fetch): Promise<readonly Finding[]> {
  const origins = new Set(config.products.flatMap((product) => product.origins).filter(isConcrete));
  const findings = await Promise.all([
    port(config, request),
    publicUrl(config, request),
    model(config, request),
    ...[...origins].slice(0, 20).map((origin) => originAnswers(origin, request)),
  ]);
  return findings.filter((finding) => finding !== undefined);
}

function isConcrete(origin: string): boolean {
  return origin !== "self" && !origin.includes("*") && !/\/\/(localhost|127\.)/.test(origin);
}

async function port({ server }: ResolvedConfig, request: typeof fetch): Promise<Finding> {
  const { host, port: number } = server;
  const where = `port ${number} on ${host}`;
  if (number === 0) return ok("port", "any free one");
  const reason = await whyNotFree(number, host);
  if (reason === undefined) return ok("port", `${where} is free`);
  if (reason !== "EADDRINUSE") {
    return fail("port", `${where} cannot be used (${reason})`, "choose another: --port, --host");
  }
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const answer = await ask(`http://${address.includes(":") ? `[${address}]` : address}:${number}/healthz`, request);
  if (answer.status === 200 && answer.text.includes('"status":"ok"')) return ok("port", `${where}: an Usher answers`);
  return fail("port", `${where} is taken by something else`, `stop it, or choose another: --port ${number + 1}`);
}

function whyNotFree(number: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(number, host, () => probe.close(() => resolve(undefined)));
  });
}

async function publicUrl({ server }: ResolvedConfig, request: typeof fetch): Promise<Finding> {
  if (server.publicUrl === null) return ok("public url", "none: reachable at its own address only");
  const url = new URL("/healthz", server.publicUrl).href;
  const { status, problem } = await ask(url, request);
  if (status === 200) return ok("public url", `${server.publicUrl} answers`);
  const fix = "start the server, and let the proxy pass this name on to it";
  return warn("public url", `${url} ${problem ?? `answered ${status}`}`, fix);
}

async function originAnswers(origin: string, request: typeof fetch): Promise<Finding> {
  const { problem } = await ask(origin, request, { method: "HEAD" });
  if (problem === undefined) return ok("origin", `${origin} answers`);
  return warn(
    "origin",
    `${origin} ${problem}`,
    "correct the origin if it is misspelt; pages there could not use the key",
  );
}

async function model({ llm }: ResolvedConfig, request: typeof fetch): Promise<Finding> {
  if (llm === null) return ok("model", "none: answers are the how-tos themselves");
  const url = `${llm.baseUrl.replace(/\/+$/, "")}/models`;
  const headers: Record<string, string> = llm.apiKey === null ? {} : { authorization: `Bearer ${llm.apiKey}` };
  const { status, text, problem } = await ask(url, request, { headers });
  if (problem !== undefined) return fail("model", `${url} ${problem}`, "correct llm.baseUrl (USHER_LLM_BASE_URL)");
  if (status === 401 || status === 403) {
    return fail("model", `the key is refused (${status})`, "correct llm.apiKey (USHER_LLM_API_KEY)");
  }
  if (status !== 200) {
    return warn("model", `${url} answered ${status}`, "see that llm.baseUrl ends where /chat/completions begins");
  }
  if (text.includes('"data"') && !text.includes(JSON.stringify(llm.model))) {
    return warn("model", `the server does not list ${llm.model}`, "correct llm.model (USHER_LLM_MODEL)");
  }
  return ok("model", `${llm.model} at ${llm.baseUrl}`);
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** Why there is no answer. */
  readonly problem?: string;
}

async function ask(url: string, request: typeof fetch, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await request(url, { redirect: "manual", signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...init });
    return { status: response.status, text: (await response.text()).slice(0, 200_000) };
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    const reason = name === "TimeoutError" ? "did not answer within 5 s" : `cannot be reached (${cause?.code ?? name})`;
    return { status: 0, text: "", problem: reason };
  }
}
