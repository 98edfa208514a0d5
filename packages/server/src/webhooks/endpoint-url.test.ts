import { describe, expect, test } from "vitest";
import { checkEndpointUrl } from "./endpoint-url.ts";

const ALLOW = ["http://127.0.0.1:9000", "https://hooks.internal"];

describe("refused, as far as the text tells", () => {
  test.each([
    "",
    "hooks.example.com",
    "//hooks.example.com/",
    "/webhooks",
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "gopher://hooks.example.com/",
    "javascript:alert(1)",
    "data:text/plain,hi",
    "ws://hooks.example.com/",
    "https://",
    "https:///path",
    "https://user@hooks.example.com/",
    "https://user:word@hooks.example.com/",
    "https://:word@hooks.example.com/",
    "https://hooks.example.com@127.0.0.1/",
    "https://hooks.example.com/#part",
    "https://hooks.example.com:80/",
    "https://hooks.example.com:22/",
    "https://hooks.example.com:8080/",
    "https://hooks.example.com:0/",
    "https://hooks.example.com:99999/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://app.localhost/",
    "https://localhost.localdomain/",
    "https://router/",
    "https://printer.local/",
    "https://nas.lan/",
    "https://db.internal/",
    "https://metadata.google.internal/computeMetadata/v1/",
    "https://metadata.google.internal./",
    "https://x.home.arpa/",
    "https://127.0.0.1/",
    "https://127.0.0.1./",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://0/",
    "https://１２７.０.０.１/",
    "https://①②⑦.0.0.1/",
    "https://127。0。0。1/",
    "https://%31%32%37.0.0.1/",
    "https://256.256.256.256/",
    "https://1.2.3.4.5/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.1.1:8443/",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://[::1",
    "https://example..com/",
    "https://exa mple.com/",
    "https://hooks.example.com\\@127.0.0.1:22/",
    "http://127.0.0.1:9001/",
    "https://127.0.0.1:9000/",
    "http://127.0.0.1:9000@evil.example.com/",
    "http://127.0.0.1:9000.evil.example.com/",
    `https://hooks.example.com/${"x".repeat(2_000)}`,
  ])("%s", (url) => {
    expect(checkEndpointUrl(url, ALLOW)).toMatchObject({ type: "refused" });
  });
});

test.each([
  "https://hooks.example.com/",
  "https://hooks.example.com:443/usher?token=1",
  "https://hooks.example.com:8443/usher",
  "https://hooks.example.com./",
  "https://bücher.example/",
  "https://1.1.1.1/",
  "https://[2606:4700:4700::1111]/",
  "https://internal.example.com/",
  "https://127.0.0.1.nip.io/",
])("%s may be tried; its addresses are checked when it is", (url) => {
  expect(checkEndpointUrl(url, ALLOW)).toMatchObject({ type: "usable", isAllowed: false });
});

test.each([
  "http://127.0.0.1:9000/usher",
  "http://0x7f.1:9000/",
  "https://hooks.internal/a",
  "https://hooks.internal:443/",
])("%s is of an origin that the operator named", (url) => {
  expect(checkEndpointUrl(url, ALLOW)).toMatchObject({ type: "usable", isAllowed: true });
});

test("an origin that is no address allows nothing", () => {
  expect(checkEndpointUrl("http://127.0.0.1/", ["*", "", "127.0.0.1"])).toMatchObject({ type: "refused" });
});
