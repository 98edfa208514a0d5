import { amplitude } from "@usher/integrations/sources";
import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { readSourceRequest } from "./read-source-request.ts";
import { receiveFromClient } from "./receive.ts";

/** Amplitude's HTTP API, version 2. */
export function amplitudeRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.on("POST", ["/2/httpapi", "/2/httpapi/"], async (context) => {
    const request = await readSourceRequest(context, dependencies.clock.now());
    const { accepted, duplicate } = await receiveFromClient(context, dependencies, amplitude, request);
    const reply = { code: 200, events_ingested: accepted + duplicate, server_upload_time: request.receivedAt };
    return context.json(reply);
  });
}
