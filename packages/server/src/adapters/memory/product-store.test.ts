import { describeProductStore } from "../../ports/product-store.contract.ts";
import { createMemoryProductStore } from "./product-store.ts";

describeProductStore("products in memory", async () => ({
  products: createMemoryProductStore(),
  close: async () => {},
}));
