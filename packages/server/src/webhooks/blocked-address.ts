import ipaddr from "ipaddr.js";

/** Networks that are not the public internet, or lead into one that is not (reliability §5.8). */
const BLOCKED_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((network) => ipaddr.IPv4.parseCIDR(network));

/** Only 2000::/3 is in use as the public internet; everything outside it is blocked, and these inside it. */
const PUBLIC_V6 = ipaddr.IPv6.parseCIDR("2000::/3");
const BLOCKED_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map((network) =>
  ipaddr.IPv6.parseCIDR(network),
);

/** Whether webhooks must not be sent to an address. What is no address in canonical notation is blocked too. */
export function isBlockedAddress(text: string): boolean {
  // A zone names an interface of this machine.
  if (text.includes("%")) return true;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return isBlockedV4(ipaddr.IPv4.parse(text));
  if (!ipaddr.IPv6.isValid(text)) return true;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return isBlockedV4(address.toIPv4Address());
  return !address.match(PUBLIC_V6) || BLOCKED_V6.some((network) => address.match(network));
}

function isBlockedV4(address: ipaddr.IPv4): boolean {
  return BLOCKED_V4.some((network) => address.match(network));
}
