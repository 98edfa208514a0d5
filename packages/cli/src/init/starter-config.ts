interface Starter {
  readonly id: string;
  readonly key: string;
  readonly origins: readonly string[];
}

/** `usher.config.ts` to begin with: one product, and one trigger that is easy to set off and easy to change. */
export function starterConfig({ id, key, origins }: Starter): string {
  return `import { all, countWithin, defineGoldenPath, defineTrigger, discovered, not } from "@usher/core";
import { defineConfig } from "@usher/server";

// How it is done well. The steps are the tour on the page, their words the how-to in the chat.
const exportAll = defineGoldenPath({
  id: "export-all",
  title: "Export all orders at once",
  page: ["/*"],
  steps: [
    {
      id: "open-more",
      title: "Open More",
      description: "Click **More**, above the orders.",
      target: { selectors: ["#more"], role: "button", name: "More" },
    },
    {
      id: "export",
      title: "Export",
      description: "Click **Export all**: every order is in one file.",
      target: { selectors: ["#export-all"], role: "button", name: "Export all" },
    },
  ],
  goal: "All orders are in one file.",
});

// When to offer it: three clicks on "Copy" within two minutes, unless the better way is known already.
const copyingByHand = defineTrigger({
  id: "copying_by_hand",
  page: "/*",
  when: all(
    countWithin({ type: "click", label: "copy", atLeast: 3, withinS: 120 }),
    not(discovered({ label: "export all" })),
  ),
  until: discovered({ type: "click", label: "export all" }),
  howTo: exportAll,
  offer: { body: "Copying orders one by one? They can be exported all at once." },
});

export default defineConfig({
  products: [
    {
      id: ${JSON.stringify(id)},
      publishableKeys: [${JSON.stringify(key)}],
      origins: [${origins.map((origin) => JSON.stringify(origin)).join(", ")}],
      triggers: [copyingByHand],
      // While you try it, everybody is offered help. Without this line a twentieth of all users is not, for comparison.
      policy: { holdoutShare: 0 },
    },
  ],
});
`;
}
