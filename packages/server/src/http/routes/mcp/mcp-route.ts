import type { Hono } from "hono";
import { requireScope } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { readJson } from "../../read-json.ts";

/** Messages of one request; each counts as one against the key only together. */
const MAX_MESSAGES = 20;

/**
 * `POST /mcp` (and `/mcp/`): the Model Context Protocol over Streamable HTTP, without sessions. Every request stands for
 * itself, so any instance answers it and nothing is kept between two.
 */
export function mcpRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const answer = async (context: HttpContext): Promise<Response> => {
    requireKey(context, dependencies);
    const message = await readJson(context.req.raw);
    if (Array.isArray(message) && message.length > MAX_MESSAGES) {
      throw new HttpProblem("body_invalid", `body: send at most ${MAX_MESSAGES} messages at once.`);
    }
    // Loaded when the first agent asks: most servers never need the protocol's library.
    const { answerMcp } = await import("./answer-mcp.ts");
    return answerMcp(context, dependencies, message);
  };
  app.post("/mcp", answer);
  app.post("/mcp/", answer);
}

/** The words that agents' connectors know; the code says which kind of key there is. */
function requireKey(context: HttpContext, dependencies: HttpDependencies): void {
  try {
    requireScope(context, dependencies, "context:read");
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 401) throw error;
    throw new HttpProblem(error.code as "key_unknown", "Invalid or missing API key", { headers: error.headers });
  }
}
