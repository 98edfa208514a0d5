import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalUrl } from "./canonical-url.ts";

test.each([
  ["https://App.example.com/Projects?tab=1#top", "https://app.example.com/Projects"],
  ["https://app.example.com/projects/1042/edit", "https://app.example.com/projects/:id/edit"],
  ["https://app.example.com/projects/P-1042", "https://app.example.com/projects/:id"],
  ["/users/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/users/:id"],
  ["/users/ada%40example.com/settings", "/users/:id/settings"],
  ["/c/507f1f77bcf86cd799439011", "/c/:id"],
  ["/cus_9Hq2x7/invoices", "/:id/invoices"],
  ["/share/V1StGXR8_Z5jdHi6B-myT", "/share/:id"],
  ["https://app.example.com/#/projects/7", "https://app.example.com/projects/:id"],
  ["/api/v2/settings", "/api/v2/settings"],
  ["/getting-started/connect-data-source", "/getting-started/connect-data-source"],
  ["/demo/projects/", "/demo/projects"],
  ["/%zz/broken", "/%zz/broken"],
  ["", "/"],
])("%s → %s", (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical);
});

test("canonical addresses are canonical already", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const once = canonicalUrl(url);
      expect(canonicalUrl(once)).toBe(once);
    }),
  );
});
