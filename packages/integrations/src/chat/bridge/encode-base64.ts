const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += LETTERS.charAt(group >> 18) + LETTERS.charAt((group >> 12) & 63);
    text += second === undefined ? "=" : LETTERS.charAt((group >> 6) & 63);
    text += third === undefined ? "=" : LETTERS.charAt(group & 63);
  }
  return text;
}
