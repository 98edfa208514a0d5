import { describeMemoryStore } from "../../ports/memory-store.contract.ts";
import { createMemoryStore } from "../memory-store.ts";

describeMemoryStore("what is remembered, in memory", async () => createMemoryStore());
