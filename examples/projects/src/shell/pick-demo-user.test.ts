import { expect, test } from "vitest";
import { type DemoUserSources, pickDemoUser } from "./pick-demo-user.ts";

const nothing: DemoUserSources = { search: "", chosenInTab: undefined, knownInBrowser: undefined, fresh: "x7k2m9qa55" };

test("a new browser gets a fresh id", () => {
  expect(pickDemoUser(nothing)).toEqual({ id: "demo-user-x7k2m9qa", from: "browser" });
});

test("a known browser keeps its id", () => {
  expect(pickDemoUser({ ...nothing, knownInBrowser: "demo-user-abc" }).id).toBe("demo-user-abc");
});

test("the address chooses, and the tab remembers the choice", () => {
  const known = { ...nothing, knownInBrowser: "demo-user-abc" };
  expect(pickDemoUser({ ...known, search: "?user=maya" })).toEqual({ id: "maya", from: "address" });
  expect(pickDemoUser({ ...known, chosenInTab: "maya" })).toEqual({ id: "maya", from: "address" });
  expect(pickDemoUser({ ...known, chosenInTab: "maya", search: "?user=tom" }).id).toBe("tom");
});

test("an id no real system would hand out is ignored", () => {
  expect(pickDemoUser({ ...nothing, search: "?user=%3Cb%3E" }).from).toBe("browser");
  expect(pickDemoUser({ ...nothing, search: "?user=" }).from).toBe("browser");
});
