import { cleanText } from "@usher/core";

const ADDRESS = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]*)(\/[^?#]*)?/i;
const MAX_URL = 2_048;

/**
 * The address as far as it names a page: scheme, host, path and the path of a hash route. Without query, fragment and
 * credentials: they may name a person. Undefined for what is no web page's address.
 */
export function pageAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > MAX_URL * 4) return undefined;
  const url = text.trim();
  const match = ADDRESS.exec(url);
  if (match === null && !url.startsWith("/")) return undefined;
  const path = match === null ? beforeAny(url, "?#") : (match[3] ?? "/");
  const origin = match === null ? "" : `${match[1]}${match[2]}`;
  return cleanText(origin + path + hashRoute(url), MAX_URL) || undefined;
}

function hashRoute(url: string): string {
  const hash = url.indexOf("#");
  if (hash === -1 || url[hash + 1] !== "/") return "";
  return `#${beforeAny(url.slice(hash + 1), "?#")}`;
}

function beforeAny(text: string, ends: string): string {
  for (let index = 0; index < text.length; index++)
    if (ends.includes(text[index] as string)) return text.slice(0, index);
  return text;
}
