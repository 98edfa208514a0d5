import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import Database from "libsql";
import { expect, test } from "vitest";
import { aSession, NOW } from "../../ports/a-session.contract.ts";
import { doomSessions } from "./forget-sessions.ts";
import { openStoreOver } from "./open-embedded.ts";
import type { Tables } from "./tables.ts";

test("what a process that died had begun to forget is finished by the next pruning", async () => {
  const database = new Database(":memory:");
  const store = await openStoreOver(database);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: database as unknown as SqliteDatabase }) });
  await store.createSession(aSession({ userId: "ada", level: "claimed", subject: "claimed:ada" }));
  await store.appendChat([
    { productId: "demo", sessionId: "s1", messageId: "m1", offerId: null, role: "user", text: "How?", at: NOW },
  ]);
  await db
    .transaction()
    .execute((transaction) => doomSessions(transaction, [{ product_id: "demo", session_id: "s1" }], true));
  expect(await store.findSession("demo", "s1")).toBeUndefined();
  expect((await store.activity.countRows()).chat_message).toBe(1);

  await store.activity.pruneSessions(0);
  const counts = await store.activity.countRows();
  expect(counts).toMatchObject({ session: 0, chat_message: 0, step: 0 });
  expect(await db.selectFrom("doomed_session").selectAll().execute()).toEqual([]);
  await store.close();
});
