import { describeKnowledgeStore } from "../../ports/knowledge-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

describeKnowledgeStore("documents in the embedded store", () => openEmbeddedStore({ memory: true }));
