import { EMPTY_MEMORY, userProfile } from "@usher/core";
import { expect, test } from "vitest";
import { ConnectorClient } from "../stream/connector-client.ts";

function client(answer: (url: URL) => Response) {
  return new ConnectorClient({
    url: "https://usher.example.com/x/",
    productId: "acme shop",
    secretKey: "sk_1",
    fetch: async (address) => answer(new URL(String(address))),
  });
}

test("asks for a user's memory and tells it as text", async () => {
  const asked: string[] = [];
  const memory = await client((url) => {
    asked.push(url.href);
    return Response.json({ user_id: "ada/1", identity: "claimed", ...userProfile(EMPTY_MEMORY, ["export"], 0) });
  }).getUserMemory({ userId: "ada/1" });
  expect(asked).toEqual(["https://usher.example.com/x/v1/users/ada%2F1/memory?product_id=acme+shop"]);
  expect(memory.knowledge_state.untouched).toEqual(["export"]);
  expect(memory.toText()).toBe("Mastered: none\nIn progress: none\nNever started: export");
});

test("refusals and silence have a code", async () => {
  const refusing = client(() => Response.json({ detail: "no such key" }, { status: 401 }));
  await expect(refusing.getUserMemory({ userId: "ada" })).rejects.toMatchObject({
    code: "memory_unavailable",
    message: "the user's memory was refused: no such key",
  });
  const slow = new ConnectorClient({ url: "https://e.com", productId: "a", fetch: () => new Promise(() => {}) });
  await expect(slow.getUserMemory({ userId: "ada", timeoutMs: 5 })).rejects.toMatchObject({
    code: "deadline_exceeded",
  });
  await expect(slow.getUserMemory({ userId: "" })).rejects.toMatchObject({ code: "option_invalid" });
});
