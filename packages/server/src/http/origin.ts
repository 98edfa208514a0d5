import { isIP } from "node:net";

/**
 * Whether pages of an origin may use a product's publishable key. Exact, `https://*.example.com` one level, or `self`.
 * A product that was registered without origins is one in development: pages on the visitor's own machine may, no others.
 */
export function isOriginAllowed(origin: string, allowed: readonly string[], isSelf: boolean): boolean {
  if (allowed.length === 0) return isLocalOrigin(origin);
  const wanted = origin.toLowerCase();
  return allowed.some((entry) => {
    if (entry === "self") return isSelf;
    const pattern = entry.toLowerCase();
    const star = pattern.indexOf("*.");
    if (star === -1) return pattern === wanted;
    const scheme = pattern.slice(0, star);
    const suffix = pattern.slice(star + 1);
    if (!wanted.startsWith(scheme) || !wanted.endsWith(suffix)) return false;
    const label = wanted.slice(scheme.length, wanted.length - suffix.length);
    return /^[a-z0-9-]+$/.test(label);
  });
}

/**
 * Whether a request comes from a page this server itself served. A name that somebody else pointed at this machine
 * (DNS rebinding) is not us: only addresses, localhost and the public address are.
 */
export function isSelfOrigin(origin: string, hostHeader: string | undefined, publicUrl: string | null): boolean {
  const url = parse(origin);
  if (url === undefined) return false;
  if (publicUrl !== null && parse(publicUrl)?.origin === url.origin) return true;
  if (hostHeader === undefined || url.host !== hostHeader.toLowerCase()) return false;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0;
}

/**
 * Whether a request was meant for this server. A foreign name in the Host header means that somebody pointed their name
 * at this machine (DNS rebinding); addresses and localhost cannot be pointed anywhere else.
 */
export function isHostAllowed(hostHeader: string | undefined, host: string, publicUrl: string | null): boolean {
  if (hostHeader === undefined) return true;
  const name = parse(`http://${hostHeader}`)?.hostname.replace(/^\[|\]$/g, "");
  if (name === undefined) return false;
  return name === "localhost" || isIP(name) !== 0 || name === host || name === parse(publicUrl ?? "")?.hostname;
}

/** A page on the machine in front of which the visitor sits, on any port. */
function isLocalOrigin(origin: string): boolean {
  const url = parse(origin);
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  return ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
