import { type EpochMs, HOUR_MS, SECOND_MS } from "@usher/core";
import type { Collector } from "../source/collector.ts";
import { signatureMatches } from "../source/signature.ts";
import type { SourceRequest, SourceTools } from "../source/source.ts";

const HEADER = /^o:([\w.-]{1,100}),t:(\d{1,13}),v:([\w+/=-]{1,200})$/;
/** FullStory repeats a delivery for five hours: an older signature is a recorded one. */
const MAX_AGE_MS: EpochMs = 6 * HOUR_MS;

/** `Fullstory-Signature: o:<organisation>,t:<seconds>,v:<base64>`: HMAC-SHA256 of `<body>:<organisation>:<seconds>`. */
export function checkFullstorySignature(
  { body, receivedAt }: SourceRequest,
  header: string,
  secret: string,
  tools: SourceTools,
  found: Collector,
): boolean {
  const [, organisation = "", seconds = "", signature = ""] = HEADER.exec(header.replaceAll(" ", "")) ?? [];
  const suffix = `:${organisation}:${seconds}`;
  const message = new Uint8Array(body.length + suffix.length);
  message.set(body);
  // The header's pattern leaves nothing but ASCII.
  for (let index = 0; index < suffix.length; index++) message[body.length + index] = suffix.charCodeAt(index);
  const isOld = Math.abs(receivedAt - Number(seconds) * SECOND_MS) > MAX_AGE_MS;
  if (signature !== "" && !isOld && signatureMatches(tools.hmac("sha256", secret, message), signature, "base64"))
    return true;
  found.problem(
    "signature_invalid",
    "Fullstory-Signature does not sign the body with this product's secret, or is old.",
  );
  return false;
}
