import { defineConfig } from "vitest/config";

// Tests run workspace sources: no build is needed before `vitest run`.
const conditions = ["usher-source", "module", "import", "node", "default"];
const workspaceSources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** A busy machine, or its Chromium, answers late, not wrong. */
const patient = { setupFiles: ["./tools/test-setup.ts"], expect: { poll: { timeout: 15_000 } } };

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
          ...patient,
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
          ...patient,
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
          ...patient,
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
