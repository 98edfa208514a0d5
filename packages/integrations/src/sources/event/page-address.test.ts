import { expect, test } from "vitest";
import { pageAddress } from "./page-address.ts";

test.each([
  ["https://app.example.com/projects?tab=2#top", "https://app.example.com/projects"],
  ["https://app.example.com", "https://app.example.com/"],
  ["https://app.example.com?token=secret", "https://app.example.com/"],
  ["http://ada:pw@app.example.com:8080/x", "http://app.example.com:8080/x"],
  ["https://app.example.com/#/settings/team?invite=ada@x.y", "https://app.example.com/#/settings/team"],
  ["/projects?x=1", "/projects"],
  ["/projects#/a?b", "/projects#/a"],
  ["projects", undefined],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s → %s", (url, address) => expect(pageAddress(url)).toBe(address));
