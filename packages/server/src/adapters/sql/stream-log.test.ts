import { describeStreamLog } from "../../ports/stream-log.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

describeStreamLog("the embedded store's stream", () => openEmbeddedStore({ memory: true }));
