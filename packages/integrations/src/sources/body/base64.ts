const PAD = 61;
const INVALID = 255;

/** Value of each character code, standard and URL-safe alphabet alike. */
const VALUES: Uint8Array = new Uint8Array(128).fill(INVALID);
"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".split("").forEach((letter, value) => {
  VALUES[letter.charCodeAt(0)] = value;
});
VALUES["-".charCodeAt(0)] = 62;
VALUES["_".charCodeAt(0)] = 63;
// A "+" that travelled through a form unescaped.
VALUES[" ".charCodeAt(0)] = 62;

/** The 6-bit values of base64 text without its padding; undefined when it is not base64. */
export function base64Sextets(text: string): Uint8Array | undefined {
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) === PAD) length--;
  const sextets = new Uint8Array(length);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const value = code < 128 ? (VALUES[code] as number) : INVALID;
    if (value === INVALID) return undefined;
    sextets[index] = value;
  }
  return sextets;
}

/** The bytes; undefined when the text is not base64 (standard or URL-safe, padded or not). */
export function decodeBase64(text: string): Uint8Array | undefined {
  const sextets = base64Sextets(text);
  if (sextets === undefined || sextets.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((sextets.length * 3) / 4));
  let bits = 0;
  let size = 0;
  let index = 0;
  for (const sextet of sextets) {
    bits = ((bits << 6) | sextet) & 0xffffff;
    size += 6;
    if (size < 8) continue;
    size -= 8;
    bytes[index++] = (bits >> size) & 0xff;
  }
  return bytes;
}
