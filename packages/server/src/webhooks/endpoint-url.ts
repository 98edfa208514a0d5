import { isIP } from "node:net";
import { isBlockedAddress } from "./blocked-address.ts";

export type UrlVerdict =
  | { readonly type: "usable"; readonly url: URL; readonly isAllowed: boolean }
  | { readonly type: "refused"; readonly reason: string };

const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);
const MAX_LENGTH = 2_000;
/** Names that lead to this machine, this network or the metadata of a cloud, whatever they resolve to. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/**
 * Whether webhooks may be sent to an address, as far as its text tells: https, port 443 or 8443, a public host, no
 * credentials. Origins in `allow` are taken as they are: their owner is who runs this server.
 */
export function checkEndpointUrl(text: string, allow: readonly string[]): UrlVerdict {
  if (text.length > MAX_LENGTH) return refused(`use at most ${MAX_LENGTH} characters`);
  // Parsers disagree about these; what is written must be what is reached.
  if (/[\s\\]/.test(text)) return refused("leave out spaces and backslashes");
  if (!URL.canParse(text)) return refused("write an absolute address, e.g. https://app.example.com/webhooks/usher");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return refused("leave out user and password; deliveries are signed");
  if (url.hash !== "") return refused("leave out the part after #; it is never sent");
  if (allow.some((origin) => URL.canParse(origin) && new URL(origin).origin === url.origin)) {
    return { type: "usable", url, isAllowed: true };
  }
  if (url.protocol !== "https:") return refused("use https, or name the origin in webhooks.allow");
  if (!PORTS.has(url.port)) return refused("use port 443 or 8443, or name the origin in webhooks.allow");
  // The URL parser has already turned every notation of an IPv4 address into four decimal numbers.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isPublic = isIP(host) === 0 ? isPublicName(host) : !isBlockedAddress(host);
  if (!isPublic) return refused("use a host on the public internet, or name the origin in webhooks.allow");
  return { type: "usable", url, isAllowed: false };
}

/** A name with one label only means something inside a network. */
function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, "");
  return name.includes(".") && name.split(".").every((label) => label !== "") && !LOCAL_NAME.test(name);
}

function refused(reason: string): UrlVerdict {
  return { type: "refused", reason };
}
