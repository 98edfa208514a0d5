import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { rasaEventRoute } from "./event.ts";
import { rasaHealthRoute } from "./health.ts";
import { rasaInjectRoute } from "./inject.ts";
import { rasaOpenRoute } from "./open.ts";
import { rasaOutcomeRoute } from "./outcome.ts";
import { rasaReplyRoutes } from "./reply.ts";
import { rasaStreamRoute } from "./stream.ts";
import { rasaTourRoutes } from "./tour.ts";

/** `/bridge/rasa/*`: what a page with `rasa-webchat` and Rasa's action server ask. */
export function rasaRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  rasaStreamRoute(app, dependencies);
  rasaInjectRoute(app, dependencies);
  rasaOutcomeRoute(app, dependencies);
  rasaReplyRoutes(app, dependencies);
  rasaTourRoutes(app, dependencies);
  rasaOpenRoute(app, dependencies);
  rasaEventRoute(app, dependencies);
  rasaHealthRoute(app, dependencies);
}
