import { expect, test } from "vitest";
import { demoConfig } from "./demo-config.ts";

const files = { config: "/c.ts", app: "/app", sdk: "/sdk", landing: "/landing" };

test("the demo has its own data folder and serves the app, the SDK and a way in", () => {
  expect(demoConfig({ products: [] }, files)).toEqual({
    products: [],
    dataDir: ".usher/demo",
    debug: true,
    logLevel: "warn",
    staticFiles: [
      { path: "/demo/projects", dir: "/app", spa: true },
      { path: "/sdk", dir: "/sdk" },
      { path: "/", dir: "/landing" },
    ],
  });
});

test("what the config file says about data and files stays", () => {
  const own = { path: "/own", dir: "/own" };
  expect(demoConfig({ dataDir: "mine", staticFiles: [own] }, files)).toMatchObject({ dataDir: "mine" });
  expect(demoConfig({ staticFiles: [own] }, files)).toHaveProperty("staticFiles.0", own);
});
