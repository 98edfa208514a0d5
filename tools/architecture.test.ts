import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { coreFolder, findLayerViolations, withoutEntryPoints } from "./core-layers.ts";
import { findCycles, toGraph } from "./find-cycles.ts";
import { listPackages, packageOf, parseSource, ROOT, readSources } from "./read-sources.ts";
import { findServerViolations } from "./server-layers.ts";

/** Which workspace packages each one may import. What a package may import, its users may import too. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  integrations: ["core"],
  browser: ["core"],
  node: ["core"],
  react: ["browser", "core"],
  server: ["core", "integrations"],
  cli: ["server", "node", "core"],
};

const packages = listPackages();
const sources = readSources(packages.map((name) => `packages/${name}/src`));
const ofPackage = (name: string) => sources.filter(({ path }) => path.startsWith(`packages/${name}/`));
const core = ofPackage("core");

describe("packages", () => {
  test.each(packages)("%s imports only the packages below it, by name", (name) => {
    const allowed = ARROWS[name];
    expect(allowed, `say in ARROWS what ${name} may import`).toBeDefined();
    const wrong = ofPackage(name).flatMap(({ path, imports }) =>
      imports
        .filter(({ from, file }) => {
          if (file !== undefined) return !file.startsWith(`packages/${name}/src/`);
          const target = packageOf(from);
          return target?.startsWith("@usher/") && !allowed?.includes(target.slice("@usher/".length));
        })
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(packages)("%s declares every package it imports", (name) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8"));
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const builtinsAllowed = name !== "core" && name !== "browser";
    const wrong = ofPackage(name).flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => {
          const target = packageOf(from);
          if (target === undefined || declared.has(target)) return false;
          return !(from.startsWith("node:") && builtinsAllowed) && !isTestOnly(path, target);
        })
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test("only core's schema folder uses zod", () => {
    const users = core.filter(({ imports }) => imports.some(({ from }) => packageOf(from) === "zod"));
    expect(users.map(({ path }) => coreFolder(path)).filter((folder) => folder !== "schema")).toEqual([]);
  });

  test("the page never loads core's schemas", () => {
    const users = ofPackage("browser").filter(({ imports }) =>
      imports.some(({ from }) => from === "@usher/core/schema"),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });
});

describe("inside core", () => {
  test("engine → concepts → actions → wire → ids", () => {
    expect(findLayerViolations(core)).toEqual([]);
  });

  test("no circle of folders, not even of types", () => {
    const pairs = withoutEntryPoints(core).flatMap(({ path, imports }) =>
      imports.flatMap(({ file }) => (file ? [[coreFolder(path), coreFolder(file)] as const] : [])),
    );
    expect(findCycles(toGraph(pairs)).map((cycle) => cycle.join(" → "))).toEqual([]);
  });
});

describe("inside server", () => {
  test("http → engine → ports ← adapters; only compose.ts chooses adapters", () => {
    expect(findServerViolations(ofPackage("server"))).toEqual([]);
  });
});

test("no file reaches itself through imports that exist at run time", () => {
  const pairs = sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ file, typeOnly }) => (file && !typeOnly ? [[path, file] as const] : [])),
  );
  expect(findCycles(toGraph(pairs)).map((cycle) => cycle.join(" → "))).toEqual([]);
});

describe("the rules themselves", () => {
  const probe = (path: string, text: string) => parseSource(path, text);

  test("an import from a lower layer to a higher one is found, even of a type", () => {
    const gate = probe("packages/core/src/gate/x.ts", `import type { State } from "../engine/state.ts";`);
    expect(findLayerViolations([gate])).toHaveLength(1);
    const engine = probe("packages/core/src/engine/x.ts", `import { gate } from "../gate/gate.ts";`);
    expect(findLayerViolations([engine])).toEqual([]);
  });

  test("a folder nobody placed is found", () => {
    const stranger = probe("packages/core/src/helpers/x.ts", `import { SECOND_MS } from "../ids.ts";`);
    expect(findLayerViolations([stranger])[0]).toContain("without a layer");
  });

  test("an adapter chosen outside compose.ts is found, also when it is loaded later", () => {
    const route = probe("packages/server/src/http/x.ts", `const store = await import("../adapters/sql/store.ts");`);
    expect(findServerViolations([route])).toHaveLength(1);
    const compose = probe("packages/server/src/compose.ts", `import { openStore } from "./adapters/sql/store.ts";`);
    expect(findServerViolations([compose])).toEqual([]);
  });

  test("cycles are found and named", () => {
    const pairs = [
      ["a", "b"],
      ["b", "c"],
      ["c", "b"],
      ["c", "d"],
    ] as const;
    expect(findCycles(toGraph(pairs))).toEqual([["b", "c", "b"]]);
  });

  test("imports are read in every form", () => {
    const { imports, reExportsAll } = probe(
      "packages/core/src/x.ts",
      `import type { A } from "./a.ts"; import { type B } from "./b.ts"; import { type C, c } from "./c.ts";
       import "./d.ts"; export { e } from "./e.ts"; export type * from "./f.ts"; const g = import("./g.ts");
       const text = 'import { no } from "./no.ts"';`,
    );
    expect(imports.filter(({ typeOnly }) => typeOnly).map(({ from }) => from)).toEqual(["./a.ts", "./b.ts", "./f.ts"]);
    expect(imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from)).toEqual([
      "./c.ts",
      "./d.ts",
      "./e.ts",
      "./g.ts",
    ]);
    expect(reExportsAll).toBe(false);
  });
});

/** Contract suites that are published for others run under their vitest. */
function isTestOnly(path: string, target: string): boolean {
  return path.includes("/src/testing/") && target === "vitest";
}
