import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { nodeSink } from "../streams/node-sink.ts";
import type { StreamSink } from "../streams/sink.ts";
import { webSink } from "../streams/web-sink.ts";
import type { HttpContext } from "./dependencies.ts";

/** Answers with an event stream: on Node straight to its response, elsewhere as a web stream. */
export function openSink(context: HttpContext): { sink: StreamSink; response: Response } {
  const headers = context.get("cors");
  const outgoing = context.env?.outgoing;
  if (outgoing !== undefined && "flushHeaders" in outgoing) {
    return { sink: nodeSink(outgoing, headers), response: RESPONSE_ALREADY_SENT };
  }
  return webSink(headers);
}
