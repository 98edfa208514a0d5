import { builtinTrigger, defineGoldenPath, discovered } from "@usher/core";
import { defineConfig } from "@usher/server";

const PAGE = "/demo/nexus-cloud";

/** One definition: these steps are the tour on the page, and these words are the how-to in the chat. */
const connectDataSource = defineGoldenPath({
  id: "data-source-connection",
  title: "Connect your data source",
  page: [PAGE],
  steps: [
    {
      id: "api-endpoint",
      title: "API Endpoint",
      description:
        "Paste your API endpoint URL into **API Endpoint** — check your provider’s integration settings page.",
      target: { selectors: ["[data-guide='api-endpoint']"], role: "textbox", name: "API Endpoint" },
    },
    {
      id: "api-key",
      title: "API Key",
      description: "Enter the key from your provider dashboard into **API Key** — it usually starts with sk- or api_.",
      target: { selectors: ["[data-guide='api-key']"] },
    },
    {
      id: "test-connection",
      title: "Test Connection",
      description:
        "Click **Test Connection** — most failures at this stage are IP whitelist related. Make sure your provider has whitelisted your server’s outbound IP.",
      target: { selectors: ["[data-guide='test-connection']"], role: "button", name: "Test Connection" },
    },
    {
      id: "mark-complete",
      title: "Mark Complete",
      description:
        "Connection verified? Click **Mark Complete** to mark this step as done and move on to **Invite Team**.",
      target: { selectors: ["[data-guide='mark-complete']"], role: "button", name: "Mark Complete" },
    },
  ],
  goal: "Your data source is connected.",
});

/** Events that the app reports itself, with `Usher.track`: precise where clicks would be noisy. */
const stuckConnection = builtinTrigger("repeat_open", {
  page: PAGE,
  params: {
    open: { type: "custom", label: "data_source_open" },
    done: { type: "custom", label: "data_source_complete" },
    atLeast: 3,
    withinS: 120,
  },
  until: discovered({ type: "custom", label: "data_source_complete" }),
  howTo: connectDataSource,
  offer: {
    body: "Having trouble connecting your data source? The most common issue is IP whitelisting — want me to walk you through it?",
    tourLabel: "Show me how to fix the connection",
    chatLabel: "Open chat",
  },
});

export default defineConfig({
  products: [
    {
      id: "nexus-cloud-demo",
      publishableKeys: ["pk_demo_nexus_cloud"],
      origins: ["self"],
      triggers: [stuckConnection],
      // Everybody who tries the demo shall see it work; a real product keeps the default share.
      policy: { holdoutShare: 0 },
    },
  ],
});
