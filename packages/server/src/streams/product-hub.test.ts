import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import type { StreamEntry } from "../ports/stream-log.ts";
import { createProductHub } from "./product-hub.ts";
import type { StreamSink } from "./sink.ts";

interface Double extends StreamSink {
  readonly text: () => string;
  readonly positions: () => number[];
  slow: boolean;
}

function sinkDouble(): Double {
  let text = "";
  let closed = false;
  const listeners: (() => void)[] = [];
  return {
    slow: false,
    text: () => text,
    positions: () => [...text.matchAll(/^id: e:(\d+)$/gm)].map(([, position]) => Number(position)),
    write(chunk) {
      text += new TextDecoder().decode(chunk);
    },
    end(lastWords) {
      if (lastWords !== undefined) text += new TextDecoder().decode(lastWords);
      closed = true;
      for (const listener of listeners) listener();
    },
    get closed() {
      return closed;
    },
    get isSlow() {
      return this.slow;
    },
    queuedBytes: 7,
    drained: () => Promise.resolve(),
    onClose: (listener) => void listeners.push(listener),
  };
}

function entry(position: number, productId = "p"): StreamEntry {
  return { productId, position, sessionId: "s", type: "actions", at: 0, data: `{"n":${position}}` };
}

function start() {
  const clock = createManualClock(1_000);
  return { clock, hub: createProductHub({ clock, epoch: "e", heartbeatMs: 15_000 }) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is published while a reader is in the log follows once, without a gap", async () => {
  const { hub } = start();
  const sink = sinkDouble();
  const subscription = hub.subscribe({ productId: "p", sink });
  for (const position of [1, 2, 3]) hub.publish(entry(position));
  await turn();
  expect(sink.text()).toBe("");
  expect(subscription.release(1)).toBe(true);
  hub.publish(entry(4));
  await turn();
  expect(sink.positions()).toEqual([2, 3, 4]);
});

test("a reader that goes live in the turn of a publication gets it once", async () => {
  const { hub } = start();
  const early = sinkDouble();
  const late = sinkDouble();
  hub.subscribe({ productId: "p", sink: early }).release(0);
  const subscription = hub.subscribe({ productId: "p", sink: late });
  hub.publish(entry(1));
  subscription.release(0);
  hub.publish(entry(2));
  await turn();
  expect([early.positions(), late.positions()]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("a reader that was in the log for too long is sent back to it", async () => {
  const { hub } = start();
  const sink = sinkDouble();
  const subscription = hub.subscribe({ productId: "p", sink });
  for (let position = 1; position <= 300; position++) hub.publish(entry(position));
  expect(subscription.release(10)).toBe(false);
  expect(subscription.release(44)).toBe(true);
  await turn();
  expect(sink.positions()).toEqual(Array.from({ length: 256 }, (_, index) => 45 + index));
});

test("products are apart; nobody's entries are kept for nobody", async () => {
  const { hub } = start();
  hub.publish(entry(1));
  const sink = sinkDouble();
  hub.subscribe({ productId: "p", sink }).release(1);
  hub.publish(entry(7, "q"));
  hub.publish(entry(2));
  await turn();
  expect(sink.positions()).toEqual([2]);
  expect(hub.subscriberCount).toBe(1);
  sink.end();
  expect(hub.subscriberCount).toBe(0);
});

test("a slow reader is told that it lags and is cut; the others are not touched", async () => {
  const { hub } = start();
  const [slow, healthy] = [sinkDouble(), sinkDouble()];
  let lagged = 0;
  hub.subscribe({ productId: "p", sink: slow, onLagged: () => lagged++ }).release(0);
  hub.subscribe({ productId: "p", sink: healthy }).release(0);
  hub.publish(entry(1));
  await turn();
  slow.slow = true;
  hub.publish(entry(2));
  await turn();
  hub.publish(entry(3));
  await turn();
  expect(slow.positions()).toEqual([1]);
  expect(slow.text()).toMatch(/event: lagged\ndata: .*\n\n$/);
  expect([slow.closed, lagged]).toEqual([true, 1]);
  expect(healthy.positions()).toEqual([1, 2, 3]);
});

test("frames are as documented; silence is filled with empty heartbeats; stopping ends everybody", async () => {
  const { hub, clock } = start();
  const sink = sinkDouble();
  hub.subscribe({ productId: "p", sink }).release(0);
  hub.publish(entry(1));
  await turn();
  await clock.advance(15_000);
  expect(sink.text()).toBe('id: e:1\ndata: {"n":1}\n\nevent: heartbeat\ndata: \n\n');
  expect(hub.queuedBytes).toBe(7);
  hub.stop();
  expect(sink.closed).toBe(true);
  const after = sinkDouble();
  hub.subscribe({ productId: "p", sink: after });
  expect(after.closed).toBe(true);
});
