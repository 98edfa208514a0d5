import fc from "fast-check";
import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { followStream } from "./follow-stream.ts";
import { createProductHub } from "./product-hub.ts";
import type { StreamSink } from "./sink.ts";
import type { StreamStart } from "./stream-start.ts";

/** A log that is written to while it is read. */
function logDouble() {
  const entries: StreamEntry[] = [];
  let head = 0;
  const hub = createProductHub({ clock: createManualClock(0), epoch: "e", heartbeatMs: 15_000 });
  const write = (): void => {
    head++;
    const entry = { productId: "p", position: head, sessionId: "s", type: "actions", at: 0, data: `{"n":${head}}` };
    entries.push(entry as StreamEntry);
    hub.publish(entry as StreamEntry);
  };
  return {
    hub,
    write,
    prune: (upTo: number) =>
      void entries.splice(
        0,
        entries.findIndex(({ position }) => position > upTo),
      ),
    pruneAll: () => void entries.splice(0),
    log: {
      head: async () => head,
      async entriesAfter(_: string, after: number, limit: number) {
        const page = entries.filter(({ position }) => position > after).slice(0, limit);
        return { entries: page, oldest: entries[0]?.position ?? null, head };
      },
    },
  };
}

function sinkDouble(onDrained: () => void = () => {}) {
  let text = "";
  const sink: StreamSink = {
    write(chunk) {
      text += new TextDecoder().decode(chunk);
    },
    end: () => {},
    closed: false,
    isSlow: false,
    queuedBytes: 0,
    async drained() {
      onDrained();
    },
    onClose: () => {},
  };
  const positions = (): number[] => [...text.matchAll(/^id: e:(\d+)\ndata: \{"n"/gm)].map(([, at]) => Number(at));
  return { sink, positions, text: () => text };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const after = (offset: number, epoch = "e"): StreamStart => ({ type: "after", position: { epoch, offset } });

test("whatever is written while history is read arrives once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(700),
      fc.nat(900),
      fc.array(fc.nat(400), { maxLength: 12 }),
      fc.nat(50),
      async (written, from, bursts, later) => {
        const { hub, log, write } = logDouble();
        for (let count = 0; count < written; count++) write();
        const begin = Math.min(from, written);
        const pending = [...bursts];
        const { sink, positions } = sinkDouble(() => {
          for (let count = pending.shift() ?? 0; count > 0; count--) write();
        });
        await followStream({ log, hub, epoch: "e", productId: "p", sink, start: after(begin) });
        for (let count = 0; count < later; count++) write();
        await turn();
        expect(positions()).toEqual(range(begin + 1, await log.head()));
      },
    ),
    { numRuns: 60 },
  );
});

test("a reader that says nothing gets what happens from now on, and a place to resume from", async () => {
  const { hub, log, write } = logDouble();
  for (let count = 0; count < 5; count++) write();
  const { sink, positions, text } = sinkDouble();
  await followStream({ log, hub, epoch: "e", productId: "p", sink, start: { type: "live" } });
  expect(text()).toBe("event: heartbeat\nid: e:5\ndata: \n\n");
  write();
  await turn();
  expect(positions()).toEqual([6]);
});

test.each([
  ["another history", after(3, "x"), "other_history", 9, []],
  ["the future", after(10), "ahead", 9, []],
  ["nothing readable", { type: "unreadable" } as const, "unreadable", 9, []],
  ["what is gone", after(2), "too_old", 4, range(5, 9)],
  ["the oldest kept follows", after(4), undefined, 4, range(5, 9)],
  ["up to date", after(9), undefined, 9, []],
  ["from the beginning", { type: "beginning" } as const, undefined, 4, range(5, 9)],
] as const)("resuming from %s", async (_, start, reason, begin, expected) => {
  const { hub, log, write, prune } = logDouble();
  for (let count = 0; count < 9; count++) write();
  prune(4);
  const { sink, positions, text } = sinkDouble();
  let result = "";
  const onStart = (told: string) => {
    result = told;
  };
  await followStream({ log, hub, epoch: "e", productId: "p", sink, start, onStart });
  expect(positions()).toEqual(expected);
  expect(result).toBe(reason === undefined ? "full" : "reset");
  expect(text()).toContain(`id: e:${begin}\n`);
  const reset = /event: reset\nid: (.*)\ndata: (.*)\n\n/.exec(text());
  if (reason === undefined) expect(reset).toBeNull();
  else expect(JSON.parse(reset?.[2] ?? "")).toEqual({ reason, id: `e:${begin}`, head: "e:9" });
});

test("what retention takes away during a long replay is told, and the rest follows", async () => {
  const { hub, log, write, prune } = logDouble();
  for (let count = 0; count < 900; count++) write();
  const { sink, positions, text } = sinkDouble(() => prune(600));
  await followStream({ log, hub, epoch: "e", productId: "p", sink, start: { type: "beginning" } });
  expect(text()).toContain('data: {"reason":"too_old","id":"e:600","head":"e:900"}');
  expect(positions()).toEqual([...range(1, 200), ...range(601, 900)]);
});

test("everything is gone: the stream goes on with what happens now", async () => {
  const { hub, log, write, pruneAll } = logDouble();
  for (let count = 0; count < 3; count++) write();
  pruneAll();
  const { sink, positions, text } = sinkDouble();
  await followStream({ log, hub, epoch: "e", productId: "p", sink, start: after(1) });
  write();
  await turn();
  expect(text()).toContain("too_old");
  expect(positions()).toEqual([4]);
});
