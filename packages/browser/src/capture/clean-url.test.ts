import { expect, test } from "vitest";
import { cleanUrl } from "./clean-url.ts";

const ALLOWED = ["tab", "view", "step"];

test.each([
  ["https://app.test/projects?q=secret", "https://app.test/projects"],
  ["https://app.test/projects?token=x&tab=open", "https://app.test/projects?tab=open"],
  ["https://app.test/projects#section", "https://app.test/projects"],
  ["https://app.test/#/projects/7?code=x&view=list", "https://app.test/#/projects/7?view=list"],
  ["https://app.test/#access_token=x", "https://app.test/"],
  ["https://user:pass@app.test:8080/", "https://app.test:8080/"],
])("%s leaves the page as %s", (href, cleaned) => {
  expect(cleanUrl(href, ALLOWED)).toBe(cleaned);
});
