import { describeStreamLog } from "../../ports/stream-log.contract.ts";
import { createMemoryStore } from "../memory-store.ts";

describeStreamLog("the memory store's stream", async () => createMemoryStore());
