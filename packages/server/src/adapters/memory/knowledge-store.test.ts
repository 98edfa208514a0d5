import { describeKnowledgeStore } from "../../ports/knowledge-store.contract.ts";
import { createMemoryKnowledgeStore } from "./knowledge-store.ts";

describeKnowledgeStore("documents in memory", async () => ({
  knowledge: createMemoryKnowledgeStore(),
  close: async () => {},
}));
