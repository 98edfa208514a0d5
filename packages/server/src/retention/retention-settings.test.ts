import { expect, test } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { DEFAULT_RETENTION } from "./retention-settings.ts";

const load = (retention: unknown) => loadConfig({ file: { retention }, environment: {}, flags: {} }).retention;

test("what is left out has its default", () => {
  expect(load(undefined)).toEqual(DEFAULT_RETENTION);
  expect(load({ streamHours: 72 })).toEqual({ ...DEFAULT_RETENTION, streamHours: 72 });
});

test.each([{ actionsDays: 6 }, { chatDays: 0 }, { quarantineDays: -1 }, { eventsDays: 3 }, { framesHours: "24" }])(
  "%j is refused, by name",
  (retention) => {
    expect(() => load(retention)).toThrow("retention");
  },
);
