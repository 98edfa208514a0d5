import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Standard Webhooks writes secrets as this prefix and base64; anything else is used as the text it is. */
const STANDARD_PREFIX = "whsec_";
/** More signatures than any rotation needs are not looked at. */
const MAX_SIGNATURES = 16;

/** `sha256=` and the lower-case hex HMAC of the raw body: the value of `X-Connector-Signature`. */
export function connectorSignature(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** One `v1,<base64>` of the Standard Webhooks header, over `id.timestamp.body`. */
export function standardSignature(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = secret.startsWith(STANDARD_PREFIX)
    ? Buffer.from(secret.slice(STANDARD_PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body);
  return `v1,${mac.digest("base64")}`;
}

/** Whether `X-Connector-Signature` is right for one of the secrets. Any other form of the header is wrong. */
export function isConnectorSignature(secrets: readonly string[], body: Uint8Array, header: string): boolean {
  // All secrets are tried, so that the time taken does not tell which one is in use.
  return secrets.map((secret) => sameText(connectorSignature(secret, body), header)).includes(true);
}

/** Whether one of the signatures in a Standard Webhooks header is right for one of the secrets. */
export function isStandardSignature(
  secrets: readonly string[],
  signed: { readonly id: string; readonly timestamp: string; readonly body: Uint8Array },
  header: string,
): boolean {
  const given = header.split(" ", MAX_SIGNATURES);
  const expected = secrets.map((secret) => standardSignature(secret, signed.id, signed.timestamp, signed.body));
  return expected.flatMap((one) => given.map((other) => sameText(one, other))).includes(true);
}

/** Names a body by its content. */
export function bodyDigest(body: Uint8Array): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

function sameText(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected, "utf8"), Buffer.from(given, "utf8")];
  return one.length === other.length && timingSafeEqual(one, other);
}
