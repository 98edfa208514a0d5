import { expect, test } from "vitest";
import { parseElementsChain } from "./parse-elements-chain.ts";

const plain = (chain: string) =>
  parseElementsChain(chain).map(({ attributes, ...rest }) => ({ ...rest, attributes: Object.fromEntries(attributes) }));

test.each([
  ["", []],
  ["body", [{ tag: "body", text: "", classes: [], attributes: {} }]],
  [
    'span.strong:nth-child="1"text="changes";button.btn.btn-primary:attr__aria-label="Save"attr__id="edit-save"attr_id="edit-save"text="Save changes"',
    [
      { tag: "span", text: "changes", classes: ["strong"], attributes: {} },
      {
        tag: "button",
        text: "Save changes",
        classes: ["btn", "btn-primary"],
        attributes: { "aria-label": "Save", id: "edit-save" },
      },
    ],
  ],
  // Separators and quotes in texts and attributes; colons in classes.
  [
    'a.md:flex.hover:underline:attr__href="/x;y"text="say \\"hi\\"; then go";div',
    [
      { tag: "a", text: 'say "hi"; then go', classes: ["md:flex", "hover:underline"], attributes: { href: "/x;y" } },
      { tag: "div", text: "", classes: [], attributes: {} },
    ],
  ],
  ['A:attr__v-on:click="go"text="x"', [{ tag: "a", text: "x", classes: [], attributes: { "v-on:click": "go" } }]],
  // Cut in the middle.
  ['button:text="Save chan', [{ tag: "button", text: "Save chan", classes: [], attributes: {} }]],
  [";;;", []],
])("%s", (chain, elements) => expect(plain(chain)).toEqual(elements));

test("long chains are read in time that grows with their length", () => {
  const hostile = ['a:text="'.repeat(20_000), '\\"'.repeat(20_000), 'a:attr__x="y"'.repeat(10_000), ";".repeat(40_000)];
  const started = performance.now();
  for (const chain of hostile) parseElementsChain(chain);
  expect(performance.now() - started).toBeLessThan(5_000);
});
