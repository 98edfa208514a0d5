import { describeWebhookStore } from "../../ports/webhook-store.contract.ts";
import { createMemoryWebhookStore } from "./webhook-store.ts";

describeWebhookStore("webhooks in memory", async () => ({
  webhooks: createMemoryWebhookStore(),
  close: async () => {},
}));
