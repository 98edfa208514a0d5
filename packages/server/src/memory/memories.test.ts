import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { silentLogger } from "../observe/logger.ts";
import { aSession } from "../ports/a-session.contract.ts";
import { createMemories } from "./memories.ts";

const NOW = 1_795_178_200_000;
const SUBJECT = "user:ada";
const ADA = {
  productId: "acme",
  userId: "ada",
  level: "verified",
  subject: SUBJECT,
  lastActiveAt: NOW,
  createdAt: NOW,
} as const;

test("a session that is only counted by now is not counted again when it ends once more", async () => {
  const store = createMemoryStore();
  const memories = createMemories({
    store,
    clock: createManualClock(NOW),
    log: silentLogger,
    pathsOf: () => new Map(),
    onChange: () => {},
  });
  for (let index = 0; index < 53; index++) {
    const session = aSession({ sessionId: `s${index}`, ...ADA });
    await store.createSession(session);
    const action = { id: `e${index}`, type: "click", title: "Clicked Save", label: "Save" } as const;
    const at = NOW - 1_000_000 + index * 1_000;
    const where = { url: "https://app.example.com/", canonicalUrl: "https://app.example.com/" };
    await store.commitStep({
      at,
      session: { ...session, version: 2, actionCount: 1, lastActiveAt: at },
      actions: [{ ...action, ...where, at, receivedAt: at }],
      offers: [],
      frames: [],
      notes: [],
    });
    await memories.endSession("acme", session.sessionId);
  }
  const memoryOf = async () => (await store.memories.findMemory("acme", SUBJECT))?.memory;
  const before = await memoryOf();
  expect([before?.sessions.length, before?.older.sessionCount]).toEqual([50, 3]);
  for (const sessionId of ["s0", "s2", "s3", "s52"]) await memories.endSession("acme", sessionId);
  expect(JSON.stringify(await memoryOf())).toBe(JSON.stringify(before));
  expect(JSON.stringify(await memories.rebuild("acme", SUBJECT))).toBe(JSON.stringify(before));
  await memories.stop();
});
