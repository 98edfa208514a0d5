import type { SourceRequest } from "@usher/integrations/sources";
import type { HttpContext } from "../../dependencies.ts";
import { readBytes } from "../../read-json.ts";

const MAX_PARAMETERS = 50;

/** A request as sources read it: the body as it travelled. Throws HttpProblem when it is over the limit. */
export async function readSourceRequest(context: HttpContext, receivedAt: number): Promise<SourceRequest> {
  const { req } = context;
  const headers: Record<string, string> = Object.create(null);
  req.raw.headers.forEach((value, name) => {
    headers[name] = value;
  });
  const query: Record<string, string> = Object.create(null);
  const { searchParams } = new URL(req.url);
  for (const [name, value] of [...searchParams].slice(0, MAX_PARAMETERS)) query[name] = value;
  return { path: req.path, query, headers, body: await readBytes(req.raw), receivedAt };
}
