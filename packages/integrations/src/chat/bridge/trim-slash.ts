/** A checked address without the slash at its end. */
export function trimSlash(url: unknown): string {
  const text = String(url);
  return text.endsWith("/") ? trimSlash(text.slice(0, -1)) : text;
}
