import { MINUTE_MS, SECOND_MS } from "@usher/core";
import { decodeBase64 } from "../../sources/body/base64.ts";
import { decodeHex } from "../../sources/source/signature.ts";
import type { BridgeTools } from "../bridge/bridge-io.ts";
import type { InboundRequest, Proof } from "./inbound.ts";
import { refuse } from "./refuse.ts";
import { joinBytes, sameBytes } from "./same-bytes.ts";

/** What Standard Webhooks, Svix and Crisp all allow. */
const TOLERANCE_MS: number = 5 * MINUTE_MS;
const PASSED: Proof = { ok: true };

interface Signed {
  readonly header: string;
  readonly key: string | Uint8Array;
  readonly algorithm?: "sha1" | "sha256";
  readonly message: Uint8Array;
  readonly signatures: readonly (Uint8Array | undefined)[];
}

function checkMac({ header, key, algorithm = "sha256", message, signatures }: Signed, tools: BridgeTools): Proof {
  const expected = tools.hmac(algorithm, key, message);
  // Every one is compared: which of several matched is not to be read from the time it took.
  const matches = signatures.filter((signature) => sameBytes(expected, signature)).length;
  return matches > 0
    ? PASSED
    : refuse("signature_invalid", `${header} does not sign the body with this product's secret.`);
}

/** `X-Hub-Signature-256: sha256=<hex>` or, as Intercom sends it, `X-Hub-Signature: sha1=<hex>`, over the body. */
export function checkHubSignature({ headers, body }: InboundRequest, secret: string, tools: BridgeTools): Proof {
  const strong = headers["x-hub-signature-256"];
  // When the stronger one is there it alone counts.
  const [name, algorithm, given] =
    strong === undefined
      ? (["X-Hub-Signature", "sha1", headers["x-hub-signature"]] as const)
      : (["X-Hub-Signature-256", "sha256", strong] as const);
  if (given === undefined || given === "") return refuse("signature_missing", `${name} is missing.`);
  const hex = given.startsWith(`${algorithm}=`) ? given.slice(algorithm.length + 1) : "";
  return checkMac({ header: name, key: secret, algorithm, message: body, signatures: [decodeHex(hex)] }, tools);
}

/**
 * Standard Webhooks: `<id>.<seconds>.<body>`, one or more `v1,<base64>`. Svix sends the same under its own names. The
 * secret is `whsec_` and base64 of the key, or the key itself.
 */
export function checkStandardWebhook(request: InboundRequest, secret: string, tools: BridgeTools): Proof {
  const { headers, body, receivedAt } = request;
  const field = (name: string): string => headers[`webhook-${name}`] ?? headers[`svix-${name}`] ?? "";
  const [id, seconds, signatures] = [field("id"), field("timestamp"), field("signature")];
  if (id === "" || seconds === "" || signatures === "") {
    return refuse("signature_missing", "webhook-id, webhook-timestamp and webhook-signature belong to every request.");
  }
  const age = checkAge(seconds, SECOND_MS, receivedAt);
  if (!age.ok) return age;
  const message = joinBytes(tools.encodeText(`${id}.${seconds}.`), body);
  const given = signatures
    .split(" ", 10)
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => decodeBase64(signature.slice("v1,".length)));
  return checkMac({ header: "webhook-signature", key: standardKey(secret), message, signatures: given }, tools);
}

/** The key of a Standard Webhooks secret. */
export function standardKey(secret: string): string | Uint8Array {
  return secret.startsWith("whsec_") ? (decodeBase64(secret.slice("whsec_".length)) ?? secret) : secret;
}

/** Crisp: `X-Crisp-Signature` is the HMAC of `[<moment>;<body>]`, the moment from `X-Crisp-Request-Timestamp`. */
export function checkCrispSignature(request: InboundRequest, secret: string, tools: BridgeTools): Proof {
  const { headers, body, receivedAt } = request;
  const signature = headers["x-crisp-signature"] ?? "";
  const moment = headers["x-crisp-request-timestamp"] ?? "";
  if (signature === "" || moment === "") {
    return refuse("signature_missing", "X-Crisp-Signature and X-Crisp-Request-Timestamp belong to every request.");
  }
  const age = checkAge(moment, moment.length > 11 ? 1 : SECOND_MS, receivedAt);
  if (!age.ok) return age;
  const message = joinBytes(tools.encodeText(`[${moment};`), body, tools.encodeText("]"));
  return checkMac({ header: "X-Crisp-Signature", key: secret, message, signatures: [decodeHex(signature)] }, tools);
}

/** Tidio: `t=<seconds>,s=<hex>[,s=<hex>]`, the HMAC of `<body>_<seconds>`. */
export function checkTidioSignature(request: InboundRequest, secret: string, tools: BridgeTools): Proof {
  const { headers, body, receivedAt } = request;
  const header = headers["x-tidio-signature"] ?? "";
  if (header === "") return refuse("signature_missing", "X-Tidio-Signature is missing.");
  const fields = header.split(",", 10).map((field) => field.trim());
  const seconds = fields.find((field) => field.startsWith("t="))?.slice(2) ?? "";
  const age = checkAge(seconds, SECOND_MS, receivedAt);
  if (!age.ok) return age;
  const message = joinBytes(body, tools.encodeText(`_${seconds}`));
  const signatures = fields.filter((field) => field.startsWith("s=")).map((field) => decodeHex(field.slice(2)));
  return checkMac({ header: "X-Tidio-Signature", key: secret, message, signatures }, tools);
}

function checkAge(text: string, unitMs: number, receivedAt: number): Proof {
  if (!/^\d{1,15}$/.test(text)) return refuse("signature_invalid", "The signature's moment is not a number.");
  return Math.abs(receivedAt - Number(text) * unitMs) <= TOLERANCE_MS
    ? PASSED
    : refuse("signature_expired", "The request was signed more than five minutes ago, or in the future.");
}
