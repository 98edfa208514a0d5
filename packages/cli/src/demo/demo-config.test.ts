import { expect, test } from "vitest";
import { demoConfig } from "./demo-config.ts";

const files = [
  { path: "/demo/projects", dir: "/app", spa: true },
  { path: "/", dir: "/landing" },
];

test("the demo has its own data folder and serves its files", () => {
  expect(demoConfig([{ products: [] }], files)).toEqual({
    products: [],
    dataDir: ".usher/demo",
    debug: true,
    logLevel: "warn",
    staticFiles: files,
  });
});

test("what a config file says about data and files stays", () => {
  const own = { path: "/own", dir: "/own" };
  expect(demoConfig([{ dataDir: "mine", staticFiles: [own] }], files)).toMatchObject({ dataDir: "mine" });
  expect(demoConfig([{ staticFiles: [own] }], files)).toHaveProperty("staticFiles.0", own);
});

test("two examples are one server with two products", () => {
  const configs = [
    { products: [{ id: "a" }], logLevel: "info" },
    { products: [{ id: "b" }], logLevel: "debug" },
  ];
  expect(demoConfig(configs, [])).toMatchObject({ products: [{ id: "a" }, { id: "b" }], logLevel: "info" });
});

test("a config that exports nothing is an empty one", () => {
  expect(demoConfig([undefined, null, 7], files)).toMatchObject({ products: [], staticFiles: files });
});
