import { isObject, type JsonObject } from "../../sources/body/json-values.ts";
import { parseJson } from "../../sources/body/parse-json.ts";
import type { BridgeTools } from "../bridge/bridge-io.ts";
import type { InboundFailure, InboundRequest } from "./inbound.ts";
import { refuse } from "./refuse.ts";

/** A webhook about a conversation; the largest real ones, with the whole conversation inside, have some 200 kB. */
export const MAX_INBOUND_BYTES: number = 1024 * 1024;

export type InboundBody = { readonly ok: true; readonly body: JsonObject } | InboundFailure;

export function readInboundBody({ body }: InboundRequest, tools: BridgeTools): InboundBody {
  const text = tools.decodeText(body);
  if (text === undefined) return refuse("body_invalid", "The body is not UTF-8.");
  const parsed = parseJson(text);
  if (!parsed.ok) return refuse("body_invalid", parsed.problem.detail);
  return isObject(parsed.value)
    ? { ok: true, body: parsed.value }
    : refuse("body_invalid", "The body is a JSON object.");
}
