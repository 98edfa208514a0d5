import { expect, test } from "vitest";
import { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import { SectionPlaybookTrigger } from "./section-playbook-match.ts";

function fire(row: unknown): unknown {
  const contextExtra = { current_section_id: "p", section_playbook: { p: row } };
  const context = new ProactiveTriggerContext({ productId: "p", sessionId: "s", contextExtra });
  const result = new SectionPlaybookTrigger().evaluate(context);
  return result === null ? null : [result.body, ...result.replyOptionLabels];
}

test.each([
  ["  Help  ", ["Help"]],
  [{ body: "b" }, ["b"]],
  [{ body: "  ", proactive_body: " b " }, ["b"]],
  [{ body: 5, proactive_body: "b" }, ["b"]],
  [{ body: "🎉".repeat(151) }, ["🎉".repeat(150)]],
  [{ body: "b", reply_option_labels: ["Yes", "No"], quick_reply_labels: ["Q"] }, ["b", "Yes", "No"]],
  [{ body: "b", reply_option_labels: [], quick_reply_labels: ["Q"] }, ["b", "Q"]],
  [{ body: "b", reply_option_labels: ["  A ", "", "  ", 2, null, true, ["x"]] }, ["b", "  A ", "2"]],
  [{ body: "b", reply_option_labels: "Yes" }, ["b"]],
])("row %j says %j", (row, said) => expect(fire(row)).toEqual(said));

test.each([[""], ["  "], [null], [5], [true], [[]], [{}], [{ body: "" }]])("row %j says nothing", (row) => {
  expect(fire(row)).toBeNull();
});

test("names its section; without a playbook it is quiet", () => {
  const measured = {
    runtime: { current_section_id: "a" },
    sections: { a: { visit_count: 1, dwell_seconds_per_visit: [1] } },
  };
  const contextExtra = { section_playbook: { a: "Help", b: "Other" }, product_section_playbook: measured };
  const context = new ProactiveTriggerContext({ productId: "p", sessionId: "s", contextExtra });
  expect(new SectionPlaybookTrigger().evaluate(context)).toMatchObject({
    triggerId: "section_playbook_match",
    body: "Help",
    metadata: { section_id: "a" },
  });
  expect(
    new SectionPlaybookTrigger().evaluate(new ProactiveTriggerContext({ productId: "p", sessionId: "s" })),
  ).toBeNull();
});
