import { describePathStore } from "../../ports/path-store.contract.ts";
import { createMemoryPathStore } from "./path-store.ts";

describePathStore("golden paths in memory", async () => ({
  paths: createMemoryPathStore(),
  close: async () => {},
}));
