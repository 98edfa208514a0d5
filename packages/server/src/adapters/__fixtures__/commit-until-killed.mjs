// Commits steps to the store in the directory given as argument, several sessions at once, until it is killed. Every
// acknowledged step is one line `<session> <version>`; a pipe is written at once, so no line comes too early or is lost.
import { loadSource } from "./load-source.mjs";

const { openEmbeddedStore } = await loadSource("../sql/open-embedded.ts");
const store = await openEmbeddedStore({ dir: process.argv[2] });

async function commitForever(index) {
  const sessionId = `s${index}`;
  const held = await store.findSession("demo", sessionId);
  const created = held ?? {
    productId: "demo",
    sessionId,
    visitorId: `v${index}`,
    userId: null,
    level: "anonymous",
    subject: `visitor:v${index}`,
    generation: 1,
    snapshot: { filler: "x".repeat(500) },
    version: 1,
    wakeAt: null,
    lastActiveAt: 0,
    createdAt: 0,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
  };
  if (held === undefined) await store.createSession(created);
  for (let version = created.version + 1; ; version += 1) {
    const { outcome } = await store.commitStep({
      at: version,
      session: { ...created, version, lastActiveAt: version, actionCount: 3 * (version - 1) },
      attention: { productId: "demo", subject: created.subject, attention: { dial: "on" }, version: version - 1 },
      actions: [1, 2, 3].map((part) => ({ id: `${sessionId}-${version}-${part}`, at: version })),
      offers: [{ id: `${sessionId}-${version}`, status: "expired" }],
      frames: [{ offset: version, event: "offer", data: "{}", createdAt: version }],
      notes: [{ type: "quiet", triggerId: "t", reason: "not_met" }],
    });
    process.stdout.write(`${sessionId} ${version} ${outcome}\n`);
  }
}

await Promise.all(Array.from({ length: 40 }, (_, index) => commitForever(index)));
