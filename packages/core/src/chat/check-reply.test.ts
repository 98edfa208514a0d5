import { expect, test } from "vitest";
import { checkReply, createReplyCheck, MAX_REPLY_CHARS } from "./check-reply.ts";

const HOW_TO = `1. Click the **Table options** button (⋯), next to the status filter.
2. Choose **Bulk edit**. A checkbox appears on every row.
3. Tick the projects.
4. Pick the new priority in the toolbar, then click **Apply to N**.`;

test.each([
  ["1. Open **Table options** next to the status filter.\n2. Choose **Bulk edit**."],
  ["Click **Apply to 3** and you are done."],
  ["Nice work on those projects. Tick the ones you want, then click Apply to N."],
  ["Choose “Bulk edit” from the menu; a checkbox appears on every row."],
])("a reply that names only what is in the how-to may be said: %s", (reply) => {
  expect(checkReply(reply, { howTo: HOW_TO })).toEqual({ ok: true });
});

test.each([
  ["Click **Edit Selected** at the top.", "Edit Selected"],
  ["Click Edit Selected at the top.", "Edit Selected"],
  ["Go to Settings and press the Save button.", "Settings"],
  ["Use the `bulkEdit()` shortcut.", "bulkEdit()"],
  ["See https://evil.example/help for more.", "https://evil.example/help"],
  ["Then choose “Select everything”.", "Select everything"],
])("a reply that invents is caught: %s", (reply, name) => {
  const checked = checkReply(reply, { howTo: HOW_TO });
  expect(checked.ok ? [] : checked.problems.map((problem) => problem.name)).toContain(name);
});

test("names the user has seen on the page may be repeated", () => {
  const reply = "I see you used **Save changes** three times.";
  expect(checkReply(reply, { howTo: HOW_TO, said: ["Save changes"] })).toEqual({ ok: true });
  expect(checkReply("Click **Save changes**.", { howTo: HOW_TO, said: ["Save changes"] }).ok).toBe(false);
  expect(checkReply(reply, { howTo: HOW_TO }).ok).toBe(false);
});

test("keys are the steps' alone: a label of the page that looks like one allows nothing", () => {
  expect(checkReply("Press Ctrl+W.", { howTo: HOW_TO, names: ["Ctrl+W"] }).ok).toBe(false);
  expect(checkReply("Press Ctrl+W.", { howTo: "1. Press Ctrl + W." })).toEqual({ ok: true });
});

test("what runs on for ever, or looks different from what it says, is not said", () => {
  const check = createReplyCheck({ howTo: HOW_TO });
  expect(check("Yes. ".repeat(MAX_REPLY_CHARS)).ok).toBe(false);
  expect(check("Tick the \u202eprojects\u202c.").ok).toBe(false);
});
