import { posthog, posthogRequestKey } from "@usher/integrations/sources";
import type { Hono } from "hono";
import { nodeSourceTools } from "../../../ingest/node-source-tools.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { authoriseSender } from "./authorise-sender.ts";
import { flagsJson, isFeatureScript, remoteConfigJson, remoteConfigScript } from "./posthog-remote-config.ts";
import { readSourceRequest } from "./read-source-request.ts";
import { receiveFromClient } from "./receive.ts";

const CAPTURE = ["/e", "/i/v0/e", "/batch", "/capture", "/track", "/engage"];
const FLAGS = ["/flags", "/decide"];
const DONE = '{"status":1}';
const SCRIPT_TYPE = {
  "content-type": "application/javascript; charset=utf-8",
  "cross-origin-resource-policy": "cross-origin",
};

const json = (text: string): Response => new Response(text, { headers: { "content-type": "application/json" } });
const withSlash = (paths: readonly string[]): string[] => paths.flatMap((path) => [path, `${path}/`]);

/** Everything posthog-js and posthog-node ask of a PostHog server, as far as Usher has an answer. */
export function posthogRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { clock } = dependencies;
  const { id } = posthog.manifest;

  // Recordings are answered unread: a client that is refused sends them again.
  app.on(["GET", "POST"], ["/s", "/s/"], () => json(DONE));

  app.on(["GET", "POST"], withSlash(CAPTURE), async (context) => {
    // Some clients try the address first.
    if (context.req.method !== "HEAD") {
      const request = await readSourceRequest(context, clock.now());
      await receiveFromClient(context, dependencies, posthog, request);
    }
    return json(DONE);
  });

  app.on(["GET", "POST"], withSlash(FLAGS), async (context) => {
    const request = await readSourceRequest(context, clock.now());
    authoriseSender(context, dependencies, id, posthogRequestKey(request, nodeSourceTools), "settings");
    return json(flagsJson);
  });

  app.get("/array/:key/config.js", (context) => {
    const key = context.req.param("key");
    authoriseSender(context, dependencies, id, key, "settings");
    return new Response(remoteConfigScript(key), { headers: SCRIPT_TYPE });
  });

  for (const path of withSlash(["/array/:key/config"])) {
    app.get(path, (context: HttpContext) => {
      authoriseSender(context, dependencies, id, context.req.param("key"), "settings");
      return json(remoteConfigJson);
    });
  }

  app.get("/static/*", (context, next) => {
    if (!isFeatureScript(context.req.path)) return next();
    return Promise.resolve(new Response("/* This feature is off. */\n", { headers: SCRIPT_TYPE }));
  });
}
