/** The value of a field in an `application/x-www-form-urlencoded` text; undefined when it is not there or malformed. */
export function formField(text: string, name: string): string | undefined {
  const prefix = `${name}=`;
  let start = text.startsWith(prefix) ? 0 : text.indexOf(`&${prefix}`);
  if (start === -1) return undefined;
  if (start > 0) start++;
  const end = text.indexOf("&", start);
  const value = text.slice(start + prefix.length, end === -1 ? undefined : end);
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
