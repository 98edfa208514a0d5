import { decodeBase64 } from "../body/base64.ts";
import { firstText, isObject } from "../body/json-values.ts";
import { readBody } from "../body/read-body.ts";
import type { Collector } from "../source/collector.ts";
import { forEachEvent } from "../source/for-each-event.ts";
import type { SourceRequest, SourceTools } from "../source/source.ts";
import { callTypeOf, readCall } from "./read-call.ts";

/** Reads a request of a customer data platform: one call, `{ batch: [calls] }`, or a list of calls. */
export function readCalls(request: SourceRequest, tools: SourceTools, found: Collector): void {
  const body = readBody(request, tools);
  if (!body.ok) return found.refuse(body.problem);
  const envelope = isObject(body.value) ? body.value : undefined;
  if (envelope === undefined && !Array.isArray(body.value)) {
    return found.problem("no_events", "The body holds no call: send an object, or { batch: [ … ] }.");
  }
  const batch = Array.isArray(body.value) ? body.value : envelope?.batch;
  const calls: readonly unknown[] = Array.isArray(batch) ? batch : [envelope];
  found.key(writeKey(request, tools) ?? firstText(envelope?.writeKey));
  const context = { type: callTypeOf(request.path), sentAt: envelope?.sentAt };
  forEachEvent(calls, found, (call) => readCall(call, context, found));
}

/** The user name of basic authentication, where these clients put their key. */
function writeKey({ headers }: SourceRequest, tools: SourceTools): string | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const bytes = encoded === undefined || encoded.length > 500 ? undefined : decodeBase64(encoded);
  return bytes === undefined ? undefined : tools.decodeText(bytes)?.split(":")[0] || undefined;
}
