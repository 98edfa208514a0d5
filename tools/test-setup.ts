import { env } from "node:process";
import fc from "fast-check";
import { vi } from "vitest";

/** What property tests draw from unless told otherwise: a change is judged by its own merits, not by what was drawn. */
const DEFAULT_SEED = 20_260_101;

/** How long a test waits for what it expects. A busy machine answers late, not wrong. */
const PATIENCE_MS = 15_000;

fc.configureGlobal({ seed: Number(env.USHER_TEST_SEED ?? DEFAULT_SEED) });

const { waitFor } = vi;
vi.waitFor = (callback, options = PATIENCE_MS) => waitFor(callback, options);
