import { describe, expect, test } from "vitest";
import { type AddressRange, clientOf, isLoopback, parseRange } from "./client-address.ts";

const ranges = (...texts: string[]): AddressRange[] => texts.map((text) => parseRange(text) as AddressRange);
const proxies = ranges("10.0.0.0/8", "fd00::/8");

describe("who a request is from", () => {
  test.each([
    ["a visitor", "203.0.113.9", undefined, "203.0.113.9", false],
    ["IPv4 written as IPv6", "::ffff:203.0.113.9", undefined, "203.0.113.9", false],
    ["IPv6: its /64", "2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2::/64", false],
    ["this machine", "127.0.0.1", undefined, "127.0.0.1", true],
    ["this machine, IPv6", "::1", undefined, "0:0:0:0::/64", true],
    ["made in process", undefined, undefined, undefined, true],
    ["through a trusted proxy", "10.1.1.1", "203.0.113.9", "203.0.113.9", false],
    ["through two", "10.1.1.1", "203.0.113.9, 10.2.2.2", "203.0.113.9", false],
    ["through a trusted IPv6 proxy", "fd00::1", "2001:db8::1", "2001:db8:0:0::/64", false],
    ["written by the client itself", "10.1.1.1", "198.51.100.1, 203.0.113.9", "203.0.113.9", false],
    ["claimed by who is no proxy", "203.0.113.9", "198.51.100.1", "203.0.113.9", false],
    ["behind a local proxy nobody named", "127.0.0.1", "203.0.113.9", undefined, false],
    ["garbage for an address", "10.1.1.1", "203.0.113.9, <script>", "10.1.1.1", false],
    ["nothing but proxies", "10.1.1.1", "10.9.9.9, 10.8.8.8", "10.9.9.9", false],
  ])("%s", (_, peer, forwarded, address, isLocal) => {
    expect(clientOf(peer, forwarded, proxies)).toEqual({ address, isLocal });
  });

  test("a local proxy that was named is believed", () => {
    expect(clientOf("127.0.0.1", "203.0.113.9", ranges("127.0.0.1")).address).toBe("203.0.113.9");
  });
});

test.each(["10.0.0.0/8", "::1/128", "192.168.1.1", "fd00::/8"])("%s is a range", (text) => {
  expect(parseRange(text)).toBeDefined();
});

test.each(["", "10.0.0.0/33", "everyone", "10.0.0.0/", "/8"])("%j is not", (text) => {
  expect(parseRange(text)).toBeUndefined();
});

test("loopback is recognised in every spelling", () => {
  expect(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"].map(isLoopback)).toEqual([true, true, true, true]);
  expect([undefined, "10.0.0.1", "localhost"].map(isLoopback)).toEqual([false, false, false]);
});
