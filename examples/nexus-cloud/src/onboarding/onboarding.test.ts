import { expect, test } from "vitest";
import { changeOnboarding, NEW_ONBOARDING, type Onboarding, type OnboardingChange } from "./onboarding.ts";
import { STEPS } from "./steps.ts";

const after = (...changes: readonly OnboardingChange[]): Onboarding => changes.reduce(changeOnboarding, NEW_ONBOARDING);

test("there are five steps; the first connects a data source, the last syncs", () => {
  expect(STEPS.map(({ title }) => title)).toEqual([
    "Connect Data Source",
    "Invite Team",
    "Map Fields",
    "Choose Alerts",
    "Run First Sync",
  ]);
});

test("one panel is open at a time, and opening it again closes it", () => {
  expect(after({ type: "toggle", step: "connect" }).open).toBe("connect");
  expect(after({ type: "toggle", step: "connect" }, { type: "toggle", step: "sync" }).open).toBe("sync");
  expect(after({ type: "toggle", step: "connect" }, { type: "toggle", step: "connect" }).open).toBeUndefined();
});

test("the provider refuses two tests and answers the third, every time", () => {
  const outcomes = [1, 2, 3, 4].map(
    (count) => after(...Array<OnboardingChange>(count).fill({ type: "test" })).connection,
  );
  expect(outcomes).toEqual(["refused", "refused", "verified", "verified"]);
});

test("what was verified is not what is written there now", () => {
  const test: OnboardingChange = { type: "test" };
  expect(after(test, test, test, { type: "edit-endpoint", endpoint: "https://b.example" }).connection).toBe("untested");
  expect(after(test, test, test, { type: "edit-key" }).connection).toBe("untested");
});

test("finishing a step opens the next that is not finished", () => {
  expect(after({ type: "complete", step: "connect" })).toMatchObject({ done: ["connect"], open: "invite" });
  expect(after({ type: "complete", step: "invite" }, { type: "complete", step: "connect" }).open).toBe("map");
  expect(after({ type: "complete", step: "sync" }).open).toBeUndefined();
  expect(after({ type: "complete", step: "map" }, { type: "complete", step: "map" }).done).toEqual(["map"]);
});

test("nothing can be synced before a source is connected", () => {
  expect(after({ type: "sync" }).sync).toBe("failed");
  expect(after({ type: "complete", step: "connect" }, { type: "sync" }).sync).toBe("finished");
});

test("nobody is invited twice", () => {
  const invite: OnboardingChange = { type: "invite", email: "ada@example.com" };
  expect(after(invite, invite).invited).toEqual(["ada@example.com"]);
});

test("starting over forgets everything", () => {
  expect(after({ type: "test" }, { type: "complete", step: "connect" }, { type: "start-over" })).toEqual(
    NEW_ONBOARDING,
  );
});
