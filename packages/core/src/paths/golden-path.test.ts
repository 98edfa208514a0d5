import { expect, test } from "vitest";
import { defineGoldenPath, type GoldenPath } from "./golden-path.ts";

const step = { id: "open", title: "Open", description: "Click **Open**.", target: { selectors: ["#open"] } };
const path: GoldenPath = { id: "edit", title: "Edit", page: ["/projects"], steps: [step], goal: "It is edited." };

test("a path made in code comes back as it is", () => {
  expect(defineGoldenPath(path)).toBe(path);
});

test.each([
  ["page", { page: undefined }],
  ["page", { page: [] }],
  ["page", { page: "/projects" }],
  ["steps", { steps: undefined }],
  ["steps[0].target.selectors", { steps: [{ ...step, target: undefined }] }],
  ["steps[0].target.selectors", { steps: [{ ...step, target: { role: "button", name: "Open" } }] }],
  ["steps[0].target", { steps: [{ ...step, target: { selectors: [] } }] }],
  ["steps[1].id", { steps: [step, step] }],
])("without types to say so, what is wrong is named: %s", (field, change) => {
  const broken = { ...path, ...change } as GoldenPath;
  expect(() => defineGoldenPath(broken)).toThrow(
    expect.objectContaining({ code: "path_invalid", path: `paths.edit.${field}` }),
  );
});
