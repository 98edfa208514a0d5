import { expect, test } from "vitest";
import { readHost } from "./server.ts";

test.each([
  ["https://usher.example.com/console", "https://usher.example.com"],
  [" usher.example.com ", "https://usher.example.com"],
  ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
  ["http://localhost:8787/", "http://localhost:8787"],
])("%s is the server %s", (given, host) => {
  expect(readHost(given)).toBe(host);
});

test.each(["", "http://usher.example.com", "ftp://127.0.0.1", "javascript:alert(1)", "http://127.0.0.1.evil.example"])(
  "%j is none: a token travels encrypted, or not off this machine",
  (given) => {
    expect(readHost(given)).toBeUndefined();
  },
);
