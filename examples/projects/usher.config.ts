import { all, countWithin, defineGoldenPath, defineTrigger, discovered, latestAction, not } from "@usher/core";
import { defineConfig } from "@usher/server";

const PAGE = "/demo/projects";

/** One definition: these steps are the tour on the page, and these words are the how-to in the chat. */
const bulkEdit = defineGoldenPath({
  id: "projects-bulk-edit",
  title: "Edit many projects at once",
  page: [PAGE],
  steps: [
    {
      id: "open-options",
      title: "Open table options",
      description: "Click the **Table options** button (⋯), next to the status filter. Bulk edit hides in this menu.",
      target: { selectors: ["#projects-table-options"], role: "button", name: "Table options" },
    },
    {
      id: "pick-bulk-edit",
      title: "Pick Bulk edit",
      description: "Choose **Bulk edit**. A checkbox appears on every row.",
      target: { selectors: ["#projects-bulk-edit-toggle"], role: "menuitem", name: "Bulk edit" },
    },
    {
      id: "select-projects",
      title: "Select projects",
      description: "Tick the projects you want to change. Any row will do.",
      target: { selectors: ["[id^='project-checkbox-P-']"], role: "checkbox" },
    },
    {
      id: "apply",
      title: "Apply to all of them",
      description: "Pick the new priority in the toolbar at the bottom, then click **Apply to N**.",
      target: { selectors: ["#bulk-apply"], role: "button" },
    },
  ],
  goal: "All selected projects are updated at once.",
});

const bulkEditOpportunity = defineTrigger({
  id: "bulk_edit_opportunity",
  page: PAGE,
  when: all(
    countWithin({ type: "click", label: "save changes", page: PAGE, atLeast: 3, withinS: 120 }),
    latestAction({ page: PAGE }),
    not(discovered({ label: ["bulk edit", "apply to"] })),
  ),
  until: discovered({ type: "click", label: "apply to", page: PAGE }),
  howTo: bulkEdit,
  offer: {
    body: "Updating projects one by one? There’s a multi-select bulk edit you might not have seen. Want me to show you?",
  },
});

export default defineConfig({
  products: [
    {
      id: "projects-demo",
      publishableKeys: ["pk_demo_projects"],
      origins: ["self"],
      triggers: [bulkEditOpportunity],
      // Everybody who tries the demo shall see it work; a real product keeps the default share.
      policy: { holdoutShare: 0 },
    },
  ],
});
