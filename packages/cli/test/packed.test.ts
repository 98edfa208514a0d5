import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { type Installed, installPacked, type Project } from "./support/install-packed.ts";
import { type Ran, runNode, startNode } from "./support/run-node.ts";

// What is published, in a folder of somebody who installed it: nothing here sees the repository's own packages.

/** What `npx usher` runs. */
const COMMAND = "node_modules/usher/dist/bin.js";

const TIMEOUT_MS = 120_000;

vi.setConfig({ testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS });

let project: Project;
beforeAll(async () => {
  project = await installPacked(["react", "react-dom", "@types/react", "@types/node", "typescript", "vite"]);
  write("package.json", JSON.stringify({ name: "somebody", private: true, type: "module" }));
});
afterAll(() => project?.remove());

function write(name: string, text: string): void {
  writeFileSync(join(project.folder, name), text);
}

function node(...args: readonly string[]): Promise<Ran> {
  return runNode(project.folder, args);
}

function usher(...args: readonly string[]): Promise<Ran> {
  return node(COMMAND, ...args);
}

function filesOf({ folder }: Installed): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

/** What can be imported of a package, e.g. `@usher/core/schema`; patterns and the manifest itself left out. */
function entriesOf({ manifest: { name, exports } }: Installed): readonly string[] {
  return Object.keys(exports)
    .filter((key) => !key.includes("*") && !key.endsWith(".json"))
    .map((key) => `${name}${key.slice(1)}`);
}

describe("the files", () => {
  test("are the build, the manifest, a README and the licence; no sources, no tests", () => {
    const licence = readFileSync(join(ROOT, "LICENSE"), "utf8");
    for (const one of project.packages) {
      const files = filesOf(one);
      const { name } = one.manifest;
      expect(files, name).toEqual(
        expect.arrayContaining(
          ["package.json", "README.md", "LICENSE", "dist/index.js"].filter(
            (file) => file !== "dist/index.js" || "." in one.manifest.exports,
          ),
        ),
      );
      expect(readFileSync(join(one.folder, "LICENSE"), "utf8"), name).toBe(licence);
      const odd = files.filter(
        (file) =>
          !/^(dist\/.*\.(js|js\.map|d\.ts)|bundle\/usher[\w-]*\.js|assets\/rasa\/.*|package\.json|README\.md|LICENSE)$/.test(
            file,
          ) || /\.(test|contract|bench)\.|__fixtures__|__pycache__/.test(file),
      );
      expect(odd, name).toEqual([]);
    }
  });

  test("are all of what the manifest names", () => {
    for (const { manifest, folder } of project.packages) {
      const files = new Set(filesOf({ manifest, folder }).map((file) => `./${file}`));
      const named = [
        ...Object.values(manifest.exports).flatMap((target) =>
          typeof target === "string"
            ? [target]
            : Object.entries(target).flatMap(([key, path]) => (key === "usher-source" ? [] : [path])),
        ),
        ...Object.values(manifest.bin ?? {}),
      ].filter((path) => !path.includes("*"));
      expect(
        named.filter((path) => !files.has(path)),
        manifest.name,
      ).toEqual([]);
    }
  });
});

describe("the manifest", () => {
  test("asks for exactly these siblings, and says licence and version", () => {
    const versions = new Map(project.packages.map(({ manifest }) => [manifest.name, manifest.version]));
    expect(versions.size).toBe(7);
    for (const { manifest } of project.packages) {
      expect(manifest.license, manifest.name).toBe("MIT");
      for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
        expect(range, `${manifest.name} asks for ${name}`).toEqual(
          versions.get(name) ?? expect.stringMatching(/^\d+\.\d+\.\d+$/),
        );
      }
    }
  });

  test("declares what the code imports, and nothing else", () => {
    for (const one of project.packages) {
      const { name, dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = one.manifest;
      const optional = Object.keys(peerDependenciesMeta);
      const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)].filter(
        (it) => !optional.includes(it),
      );
      expect(importsOf(one), name).toEqual(declared.sort());
    }
  });
});

/** Names of the modules that the built code asks for, by import or by looking for their folder. */
function importsOf(one: Installed): readonly string[] {
  const asked = /(?:^(?:import|export|\})[^"\n]*\bfrom |^import |\bimport\(|\bresolve\()"([a-z@][^"]*)"/gm;
  const names = filesOf(one)
    .filter((file) => file.startsWith("dist/") && /\.(js|d\.ts)$/.test(file))
    .flatMap((file) => [...readFileSync(join(one.folder, file), "utf8").matchAll(asked)])
    .map(([, name = ""]) => name)
    .filter((name) => !isBuiltin(name))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].filter((name) => name !== one.manifest.name).sort();
}

test("every entry can be imported", async () => {
  const entries = project.packages.flatMap(entriesOf);
  write(
    "imports.js",
    entries
      .map((entry) => `if (Object.keys(await import("${entry}")).length === 0) throw new Error("${entry}");`)
      .join("\n"),
  );
  expect(await node("imports.js")).toEqual({ code: 0, out: "", err: "" });
});

describe("types", () => {
  const cases = [
    ["node16", "node16", []],
    ["nodenext", "nodenext", ["--types", "node", "--exactOptionalPropertyTypes"]],
    ["esnext", "bundler", []],
  ] as const;
  test.each(cases)("are found and sound: module %s, resolution %s, %j", async (module, resolution, more) => {
    const entries = project.packages.flatMap(entriesOf);
    write("types.ts", entries.map((entry, at) => `export * as entry${at} from "${entry}";`).join("\n"));
    const { code, out } = await node(
      "node_modules/typescript/bin/tsc",
      ...["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--jsx", "react-jsx"],
      ...["--module", module, "--moduleResolution", resolution, ...more, "types.ts"],
    );
    expect(out).toBe("");
    expect(code).toBe(0);
  });
});

test(
  "a bundler makes an application of the page SDK and React's part, with the nudge and the chat in chunks",
  async () => {
    write("index.html", `<!doctype html><div id="root"></div><script type="module" src="/main.js"></script>`);
    write(
      "main.js",
      `import { Usher } from "@usher/browser";
import { UsherProvider } from "@usher/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
Usher.track("loaded");
createRoot(document.getElementById("root")).render(createElement(UsherProvider, { options: { key: "pk_a", host: "https://usher.example.com" } }));
`,
    );
    const { code, err } = await node("node_modules/vite/bin/vite.js", "build", "--logLevel", "error");
    expect(err).toBe("");
    expect(code).toBe(0);
    const chunks = readdirSync(join(project.folder, "dist", "assets"));
    expect(chunks.some((name) => name.includes("chat-panel"))).toBe(true);
    expect(chunks.some((name) => name.includes("create-offers"))).toBe(true);
  },
  TIMEOUT_MS,
);

describe("the command", () => {
  test("says what it can do, and its version", async () => {
    expect(await usher("--help")).toMatchObject({ code: 0, err: "", out: expect.stringContaining("serve [options]") });
    expect(await usher("--version")).toEqual({ code: 0, err: "", out: "0.1.0\n" });
  });

  test("the demo is part of the repository, and says so", async () => {
    const { code, err } = await usher("demo");
    expect(code).toBe(1);
    expect(err).toContain("npm run demo");
    expect(err).not.toContain("node_modules");
  });

  test("from nothing to a server that pages load the SDK from", async () => {
    expect(await usher("init", "shop")).toMatchObject({ code: 0, err: "" });
    const server = startNode(project.folder, [COMMAND, "serve", "--port", "0", "--log-level", "warn"]);
    try {
      const [, url = ""] = await server.until(/ready (http\S+)/);
      const script = await fetch(`${url}/sdk/usher.js`, { headers: { origin: "https://elsewhere.example" } });
      expect(script.status).toBe(200);
      expect(script.headers.get("content-type")).toContain("javascript");
      expect(script.headers.get("access-control-allow-origin")).toBe("*");
      const [chunk = ""] = /usher-[\w-]+\.js/.exec(await script.text()) ?? [];
      expect((await fetch(`${url}/sdk/${chunk}`)).status).toBe(200);

      const created = await usher("product", "create", "acme", "--json");
      expect(created).toMatchObject({ code: 0, err: "" });
      const { publishable_key: key, stream_url: stream } = JSON.parse(created.out) as Record<string, string>;
      expect(key).toMatch(/^pk_live_/);
      expect(stream).toBe(`${url}/stream/acme`);

      const doctor = await usher("doctor", "--json");
      expect(doctor).toMatchObject({ code: 0, err: "" });
      const tail = startNode(project.folder, [COMMAND, "tail", "--product", "acme", "--json"]);
      await tail.until(/following acme/);
      expect(await tail.stop()).toMatchObject({ code: 0, out: "" });
    } finally {
      await server.stop();
    }
  });
});
