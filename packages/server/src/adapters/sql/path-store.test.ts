import { describePathStore } from "../../ports/path-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

describePathStore("golden paths in the embedded store", () => openEmbeddedStore({ memory: true }));
