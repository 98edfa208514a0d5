import { defineConfig } from "vitest/config";

// Tests run workspace sources: no build is needed before `vitest run`.
const conditions = ["usher-source", "module", "import", "node", "default"];
const workspaceSources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

export default defineConfig({
  test: {
    projects: [
      {
        ...workspaceSources,
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.{ts,tsx}",
            "apps/*/src/**/*.test.ts",
            "tools/**/*.test.ts",
            "eval/**/*.test.ts",
            "examples/*/src/**/*.test.ts",
          ],
          environment: "node",
          // Property tests are many small runs: slow machines need longer, none needs this long.
          testTimeout: 30_000,
        },
      },
      {
        ...workspaceSources,
        test: {
          name: "integration",
          include: ["packages/*/test/**/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...workspaceSources,
        test: {
          name: "e2e",
          include: ["e2e/**/*.spec.ts"],
          environment: "node",
          // A busy machine's Chromium is slow to answer, not wrong.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Scenes of a story wait more than they work.
          maxConcurrency: 3,
          // Each file owns a Chromium and a server: two cores carry one such file at a time.
          fileParallelism: false,
        },
      },
    ],
  },
});
