import { describeActivityStore } from "../../ports/activity-store.contract.ts";
import { createMemoryStore } from "../memory-store.ts";

describeActivityStore("activity in memory", async () => createMemoryStore());
