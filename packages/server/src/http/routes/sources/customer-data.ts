import { rudderstack, type Source, type SourceRequest, segment } from "@usher/integrations/sources";
import type { Hono } from "hono";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { authoriseSender } from "./authorise-sender.ts";
import { readSourceRequest } from "./read-source-request.ts";
import { receiveFromClient } from "./receive.ts";

const CALLS = [
  "t",
  "p",
  "i",
  "g",
  "a",
  "s",
  "track",
  "page",
  "screen",
  "identify",
  "group",
  "alias",
  "batch",
  "import",
];

/** The HTTP API that Segment's and RudderStack's libraries share. */
export function customerDataRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { clock } = dependencies;
  const paths = CALLS.flatMap((call) => [`/v1/${call}`, `/v1/${call}/`]);

  app.on("POST", paths, async (context) => {
    const request = await readSourceRequest(context, clock.now());
    await receiveFromClient(context, dependencies, sourceOf(request), request);
    return context.json({ success: true });
  });

  app.get("/v1/projects/:key/settings", (context) => {
    const key = context.req.param("key");
    authoriseSender(context, dependencies, segment.manifest.id, key, "settings");
    return context.json(segmentSettings(key, ownAddress(context, dependencies)));
  });
}

/** RudderStack's browser library names the visitor in a header; its server libraries name themselves. */
function sourceOf({ headers }: SourceRequest): Source {
  const isRudder = headers.anonymousid !== undefined || /rudder/i.test(headers["user-agent"] ?? "");
  return isRudder ? rudderstack : segment;
}

/** What analytics.js loads first: one destination, this server, and nothing else to fetch. */
function segmentSettings(key: string, address: URL): object {
  return {
    integrations: {
      "Segment.io": {
        apiKey: key,
        apiHost: `${address.host}/v1`,
        protocol: address.protocol.slice(0, -1),
        unbundledIntegrations: [],
        addBundledMetadata: false,
        versionSettings: { version: "4.4.7", componentTypes: ["browser"] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

function ownAddress(context: HttpContext, { config }: HttpDependencies): URL {
  return new URL(config.server.publicUrl ?? context.req.url);
}
