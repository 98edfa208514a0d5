import { expect, test } from "vitest";
import { readReply } from "./chat-reply.ts";

type Frame = { event: string; data: object };

/** Answers one after the other; an Error breaks the stream at that point. */
function answers(...streams: (readonly (Frame | Error)[] | number)[]) {
  let count = 0;
  const open = async () => {
    const next = streams[count++];
    if (next === undefined) return undefined;
    if (typeof next === "number") return { ok: false, status: next, async *events() {} };
    return {
      ok: true,
      status: 200,
      async *events() {
        for (const frame of next) {
          if (frame instanceof Error) throw frame;
          yield frame;
        }
      },
    };
  };
  return { open: open as never, count: () => count };
}

const delta = (text: string): Frame => ({ event: "reply-delta", data: { id: "r", text } });
const done: Frame = { event: "reply-done", data: { id: "r", source: "llm" } };

async function read({ open }: ReturnType<typeof answers>, signal = new AbortController().signal) {
  const frames: unknown[] = [];
  for await (const frame of readReply(open, signal)) frames.push(frame);
  return frames;
}

test("an answer is read to its end", async () => {
  expect(await read(answers([delta("a"), delta("b"), done]))).toEqual([delta("a"), delta("b"), done]);
});

test("one that breaks is read again, and replaces what was there", async () => {
  const server = answers([delta("a"), new Error("network")], [delta("a"), delta("b"), done]);
  expect(await read(server)).toEqual([
    delta("a"),
    { event: "reply-replace", data: { id: "r", text: "a" } },
    delta("b"),
    done,
  ]);
});

test("one that ends without an end is broken, too; the third failure is the last", async () => {
  const server = answers([delta("a")], 503, [delta("a")]);
  await expect(read(server)).rejects.toThrow("broke off");
  expect(server.count()).toBe(3);
});

test("a conversation that is gone is not asked for again, nor one that was left", async () => {
  const server = answers(404, [done]);
  expect(await read(server)).toEqual(["gone"]);
  expect(server.count()).toBe(1);
  const left = answers([new Error("aborted")], [done]);
  expect(await read(left, AbortSignal.abort())).toEqual([]);
  expect(left.count()).toBe(1);
});
