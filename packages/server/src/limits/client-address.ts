import ipaddr from "ipaddr.js";

/** Whom a request is counted against. */
export interface Client {
  /** IPv4 as it is; of IPv6 the /64, because that is what one household or host has. Undefined: not known. */
  readonly address: string | undefined;
  /** Whether it came straight from this machine, with no proxy in between. */
  readonly isLocal: boolean;
}

export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

/** Reads `10.0.0.0/8`, `::1/128` or a lone address. Undefined when it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  try {
    if (text.includes("/")) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return undefined;
  }
}

/** Those of the texts that are ranges. */
export function parseRanges(texts: readonly string[]): readonly AddressRange[] {
  return texts.map(parseRange).filter((range) => range !== undefined);
}

/**
 * Who sent a request. `X-Forwarded-For` is believed only from trusted proxies, and from right to left: the first address
 * that is not itself a trusted proxy is the client. Whatever stands further left the client may have written itself.
 * @param peer Address of the connection; undefined for requests made in process.
 */
export function clientOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly AddressRange[],
): Client {
  if (peer === undefined) return { address: undefined, isLocal: true };
  const connection = parse(peer);
  if (connection === undefined) return { address: undefined, isLocal: false };
  const isLoopback = connection.range() === "loopback";
  if (forwardedFor === undefined) return { address: keyOf(connection), isLocal: isLoopback };
  if (!isTrusted(connection, trusted)) {
    // Behind a local proxy nobody named, every client would look like this machine: then their address is not known.
    return { address: isLoopback ? undefined : keyOf(connection), isLocal: false };
  }
  let client = connection;
  for (const hop of forwardedFor.slice(-2_048).split(",").reverse()) {
    const address = parse(hop.trim());
    if (address === undefined) break;
    client = address;
    if (!isTrusted(address, trusted)) break;
  }
  return { address: keyOf(client), isLocal: false };
}

/** Whether a connection itself is from this machine. */
export function isLoopback(peer: string | undefined): boolean {
  return peer !== undefined && parse(peer)?.range() === "loopback";
}

type Address = ReturnType<typeof ipaddr.process>;

function parse(text: string): Address | undefined {
  try {
    return ipaddr.process(text.replace(/^\[(.*)\](:\d+)?$/, "$1"));
  } catch {
    return undefined;
  }
}

function isTrusted(address: Address, trusted: readonly AddressRange[]): boolean {
  return trusted.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}

function keyOf(address: Address): string {
  if (address.kind() === "ipv4") return address.toString();
  return `${address.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}
