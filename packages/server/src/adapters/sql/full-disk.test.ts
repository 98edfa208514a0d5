import Database from "libsql";
import { expect, test } from "vitest";
import { openStoreOver } from "./open-embedded.ts";

test("a full disk rejects writes as unavailable, keeps what was saved, and heals when there is room", async () => {
  const database = new Database(":memory:");
  const store = await openStoreOver(database);
  const write = (messageId: string, text: string): Promise<void> =>
    store.appendChat([{ productId: "demo", sessionId: "s1", messageId, offerId: null, role: "user", text, at: 1_000 }]);

  await write("m1", "fits");
  database.exec("pragma max_page_count = 60");
  const tooLong = "x".repeat(500_000);
  const settled = await Promise.allSettled([write("m2", tooLong), write("m3", "fits, but shares the commit")]);
  for (const result of settled) expect(result).toMatchObject({ reason: { code: "store_unavailable" } });
  expect((await store.chatHistory("demo", "s1", 10)).map((message) => message.messageId)).toEqual(["m1"]);

  database.exec("pragma max_page_count = 100000");
  await write("m2", tooLong);
  expect((await store.chatHistory("demo", "s1", 10)).map((message) => message.messageId)).toEqual(["m1", "m2"]);
  await store.close();
});
