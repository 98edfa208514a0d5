import { corsHeaders } from "../../cors.ts";
import type { HttpContext, HttpDependencies } from "../../dependencies.ts";
import { isFeatureScript } from "./posthog-remote-config.ts";

const POSTHOG = /^\/(?:e|i\/v0\/e|batch|capture|track|engage|s|flags|decide)\/?$|^\/array\//;
const LIBRARIES = /^\/v1\/(?:t|p|i|g|a|s|track|page|screen|identify|group|alias|batch|import)\/?$|^\/v1\/projects\//;
const OTHERS = /^\/2\/httpapi\/?$|^\/(?:webhook|ingest)\//;

/** Whether a path is one where vendors' clients send events. */
export function isSourcePath(path: string): boolean {
  return POSTHOG.test(path) || isFeatureScript(path) || LIBRARIES.test(path) || OTHERS.test(path);
}

/**
 * Some clients send with credentials, which browsers allow only where the answer says so. Nothing here looks at cookies,
 * so it gives nobody anything. Only for origins that some product lists; which product a request may write to is decided
 * by its key.
 */
export function sourceCorsHeaders(context: HttpContext, dependencies: HttpDependencies): Record<string, string> {
  const headers = corsHeaders(context, dependencies);
  if (headers["access-control-allow-origin"] === undefined) return headers;
  return { ...headers, "access-control-allow-credentials": "true" };
}

/** Clients name headers of their own (`anonymousid`, `x-…`); none of them means anything here. */
export function sourcePreflightHeaders(context: HttpContext): Record<string, string> {
  const asked = context.req.header("access-control-request-headers") ?? "";
  const names = asked
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[a-z0-9-]{1,50}$/.test(name));
  return {
    "access-control-allow-methods": "GET, HEAD, POST",
    "access-control-allow-headers": [...new Set(["content-type", ...names])].slice(0, 20).join(", "),
    "access-control-max-age": "7200",
  };
}
