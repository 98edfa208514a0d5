import { expect, test } from "vitest";
import type { Action } from "./action.ts";
import { describeAction } from "./describe-action.ts";

type Described = Parameters<typeof describeAction>[0];

const anAction = (type: Action["type"], more: Partial<Described> = {}): Described => ({
  type,
  title: "",
  label: "Save",
  ...more,
});

const byType: readonly (readonly [Described, string])[] = [
  [anAction("page_view", { label: "Projects" }), 'Viewed the "Projects" page'],
  [anAction("page_leave", { label: "Projects" }), 'Left the "Projects" page'],
  [anAction("click"), 'Clicked "Save"'],
  [anAction("dead_click"), 'Clicked "Save" and nothing happened'],
  [anAction("submit", { label: "Sign up" }), 'Submitted the "Sign up" form'],
  [anAction("change", { label: "Email" }), 'Changed the "Email" field'],
  [
    anAction("change", { label: "Email", properties: { invalid: true } }),
    'Filled in the "Email" field, which was refused',
  ],
  [
    anAction("form_close", { label: "Invite", properties: { submitted: true } }),
    'Left the "Invite" form after sending it',
  ],
  [anAction("form_close", { label: "Invite" }), 'Left the "Invite" form without sending it'],
  [anAction("error", { label: "Not found", properties: { status: 404 } }), 'Saw an error with status 404: "Not found"'],
  [anAction("error", { label: "Not found" }), 'Saw an error: "Not found"'],
  [anAction("custom", { label: "report_exported" }), 'Did "report_exported"'],
  [anAction("visibility", { title: "Left the tab" }), "Left the tab"],
  [anAction("input_activity", { title: "Typed in Email" }), "Typed in Email"],
];

test.each(byType)("%j is a sentence", (action, sentence) => {
  expect(describeAction(action)).toBe(sentence);
});

const nameless: readonly (readonly [Described, string])[] = [
  [anAction("page_view", { label: "" }), "Viewed the page"],
  [anAction("click", { label: "" }), "Clicked an unnamed element"],
  [anAction("click", { label: "", target: { role: "button" } }), "Clicked an unnamed button"],
  [anAction("submit", { label: "" }), "Submitted an unnamed form"],
  [anAction("change", { label: "" }), "Changed an unnamed field"],
  [anAction("error", { label: "" }), "Saw an error"],
  [anAction("error", { label: "", properties: { status: 500 } }), "Saw an error with status 500"],
  [anAction("custom", { label: "" }), 'Did "something"'],
];

test.each(nameless)("%j has no name, and the sentence says so", (action, sentence) => {
  expect(describeAction(action)).toBe(sentence);
});

test.each([
  ["button", "button"],
  ["link", "link"],
  ["menuitem", "menu item"],
  ["menuitemcheckbox", "menu item"],
  ["radio", "option"],
  ["textbox", "field"],
  ["combobox", "list"],
])("the role %s is called a %s", (role, noun) => {
  expect(describeAction(anAction("click", { target: { role } }))).toBe(`Clicked the "Save" ${noun}`);
});

test("a role that users have no word for is left out", () => {
  expect(describeAction(anAction("click", { target: { role: "gridcell" } }))).toBe('Clicked "Save"');
});

test("quotation marks of the page do not end the quotation", () => {
  const label = 'Save" and nothing happened; the user said "yes';
  expect(describeAction(anAction("click", { label }))).toBe(`Clicked "Save' and nothing happened; the user said 'yes"`);
});
