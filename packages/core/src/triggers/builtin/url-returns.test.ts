import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalUrlPingPong, pingPongEitherLeg } from "./url-returns.ts";

describe("canonicalUrlPingPong", () => {
  test.each([
    [["/a", "/b", "/a"], 1, true],
    [["/a", "/b"], 1, false],
    [["/a", "/b", "/c"], 1, false],
    [["/a", "/a", "/a"], 1, false],
    [["/a", "/b", "/a"], 2, false],
    [["/a", "/b", "/a", "/b"], 2, true],
    [["/x", "/y", "/z", "/y", "/x"], 1, true],
    [["/x", "/y", "/z", "/y", "/x"], 2, false],
    [[" /a ", null, "/b", "  ", "/a"], 1, true],
    [["/a", "/b", "/b", "/a"], 1, true],
    [["/a", "/a", "/b", "/b", "/a", "/a"], 1, true],
    [["/a", "/b", "/c"], 0, false],
    [["/a", "/b", "/c"], -1, false],
    [[], 0, false],
  ])("%j with %d cycles: %s", (urls, minCycles, fires) => expect(canonicalUrlPingPong(urls, minCycles)).toBe(fires));

  test("counts the returns of the collapsed sequence", () => {
    const page = fc.constantFrom("/a", "/b", "/c", " /a", "", "   ", null);
    fc.assert(
      fc.property(fc.array(page, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (urls, minCycles) => {
        const pages = urls.map((url) => url?.trim() ?? "").filter((url) => url !== "");
        const visits = pages.filter((url, at) => url !== pages[at - 1]);
        const returns = visits.filter((url, at) => at >= 2 && url === visits[at - 2]).length;
        expect(canonicalUrlPingPong(urls, minCycles)).toBe(returns >= minCycles);
      }),
    );
  });
});

describe("pingPongEitherLeg", () => {
  const urls = ["/projects", "/b", "/projects", "/c", "/d", "/c"];
  test.each([
    [undefined, 1, true],
    [undefined, 2, false],
    [" /b ", 1, true],
    ["Projects", 1, false],
    ["", 2, true],
    ["/d", 1, true],
  ])("substring %j, %d cycles: %s", (substring, minCycles, fires) => {
    expect(pingPongEitherLeg(urls, substring, minCycles)).toBe(fires);
  });
});
