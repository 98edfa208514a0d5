import { decodeBase64 } from "../body/base64.ts";

const HEX = /^(?:[0-9a-f]{2})+$/i;

/** The bytes of hexadecimal text; undefined when it is not. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}

/** Whether a signature in hexadecimal or base64 is the expected one, in time that does not depend on where it differs. */
export function signatureMatches(expected: Uint8Array, given: string, encoding: "hex" | "base64"): boolean {
  const bytes = encoding === "hex" ? decodeHex(given) : decodeBase64(given);
  if (bytes === undefined || bytes.length !== expected.length) return false;
  let difference = 0;
  for (let index = 0; index < expected.length; index++)
    difference |= (expected[index] as number) ^ (bytes[index] as number);
  return difference === 0;
}

/** Whether a plain secret is the expected one, in time that depends on the expected one's length only. */
export function secretMatches(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let index = 0; index < expected.length; index++) {
    difference |= expected.charCodeAt(index) ^ (given.charCodeAt(index) || 0);
  }
  return difference === 0 && expected !== "";
}
