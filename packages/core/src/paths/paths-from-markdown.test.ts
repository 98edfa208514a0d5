import { expect, test } from "vitest";
import { parseGoldenPath } from "./parse-golden-path.ts";
import { pathsFromMarkdown } from "./paths-from-markdown.ts";

const ARTICLE = `---
title: Sources
workflow: connect_data_source
---
# Sources

Everything about sources.

## Connect a data source

You find it under \`/sources\`.

1. Go to \`/sources\`.
2. Click the **Add source** button.
   It is at the top right.
3. (Optional) In **Advanced**, tick the **Use SSL** checkbox.
4. Enter your [API key](https://example.com/keys) in **API key**
5. Press on

The source is **connected**.

\`\`\`
1. not a step
\`\`\`

## Remove a source

1. Click **Remove**.
2. Confirm with **Yes, remove**.
`;

test("a help article becomes drafts; what it does not say is listed with its line", () => {
  const [connect, remove, ...others] = pathsFromMarkdown(ARTICLE);
  expect(others).toEqual([]);
  expect(connect?.path).toMatchObject({
    id: "connect-a-data-source",
    title: "Connect a data source",
    workflow: "connect_data_source",
    page: ["/sources"],
    goal: "The source is connected.",
  });
  expect(connect?.path.steps).toEqual([
    {
      id: "go-to-sources",
      title: "Go to /sources",
      description: "Go to `/sources`.",
      target: { selectors: [], name: "Go to /sources" },
      page: ["/sources"],
      expects: { type: "page_view", page: ["/sources"] },
    },
    {
      id: "add-source",
      title: "Click the Add source button",
      description: "Click the **Add source** button. It is at the top right.",
      target: { selectors: [], role: "button", name: "Add source" },
    },
    {
      id: "use-ssl",
      title: "In Advanced, tick the Use SSL checkbox",
      description: "In **Advanced**, tick the **Use SSL** checkbox.",
      target: { selectors: [], role: "checkbox", name: "Use SSL" },
      optional: true,
    },
    {
      id: "api-key",
      title: "Enter your API key in API key",
      description: "Enter your API key in **API key**",
      target: { selectors: [], name: "API key" },
    },
    {
      id: "press-on",
      title: "Press on",
      description: "Press on",
      target: { selectors: [], name: "Press on" },
    },
  ]);
  expect(connect?.problems).toEqual([{ line: 18, detail: '"Press on" names no control: write its name in **bold**' }]);
  expect(remove?.problems.map(({ line, detail }) => `${line} ${detail.split(":")[0]}`)).toEqual([
    "26 no page is named",
    "29 nothing says what is true afterwards",
  ]);
});

test("a draft is a path that can be kept as it is", () => {
  for (const { path } of pathsFromMarkdown(ARTICLE)) expect(parseGoldenPath(path)).toEqual({ ok: true, path });
  expect(pathsFromMarkdown(ARTICLE, { page: ["/x"] })[1]?.path.page).toEqual(["/x"]);
});

test("text without a numbered list has no path", () => {
  expect(pathsFromMarkdown("# Title\n\n- a\n- b\n")).toEqual([]);
  expect(pathsFromMarkdown("")).toEqual([]);
});
