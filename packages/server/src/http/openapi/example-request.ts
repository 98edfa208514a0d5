import { openApiPath } from "./build-document.ts";
import type { Access, RouteDescription } from "./route-description.ts";

const CREDENTIAL: Readonly<Record<Access, string | undefined>> = {
  public: undefined,
  source: undefined,
  publishable: "pk_…",
  session: "$TOKEN",
  secret: "sk_…",
  admin: "$USHER_ADMIN_KEY",
  metrics: "$USHER_METRICS_TOKEN",
};

/** A `curl` command that asks for this route. */
export function exampleRequest(route: RouteDescription, url: string): string {
  const { method, path, access, parameters = [], body, foreignBody, reply } = route;
  const query = parameters.filter((each) => each.in === "query" && each.example !== undefined);
  const search = query.map(({ name, example }) => `${name}=${example}`).join("&");
  const filled = openApiPath(path).replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const address = `${url}${filled}${search === "" ? "" : `?${search}`}`;
  const credential = CREDENTIAL[access[0]];
  const parts = [
    `curl ${reply.type === "text/event-stream" ? "-N " : ""}${method === "get" ? "" : `-X ${method.toUpperCase()} `}"${address}"`,
    ...(credential === undefined ? [] : [`-H "Authorization: Bearer ${credential}"`]),
    ...(access[0] === "publishable" ? ['-H "Origin: https://app.example.com"'] : []),
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body.example)}'`]),
    ...(foreignBody === undefined || method === "get" ? [] : ["-d @body.json"]),
  ];
  return parts.join(" \\\n  ");
}
