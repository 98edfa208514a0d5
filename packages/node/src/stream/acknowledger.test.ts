import { expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { Acknowledger } from "./acknowledger.ts";
import { completeOptions } from "./connector-options.ts";

function start(answers: (number | "lost")[] = []) {
  const clock = new ManualClock();
  const sent: { readonly url: string; readonly body: unknown }[] = [];
  const told: string[] = [];
  const settings = completeOptions({
    url: "https://usher.example.com/stream/acme?x=1",
    secretKey: "sk_1",
    consumer: "bot",
    clock,
    async fetch(url, init) {
      sent.push({ url, body: JSON.parse(String(init.body)) });
      const answer = answers.shift() ?? 200;
      if (answer === "lost") throw new TypeError("fetch failed");
      return new Response("{}", { status: answer });
    },
  });
  const acknowledger = new Acknowledger(settings, "bot", {
    fence: () => 4,
    onFenced: () => told.push("fenced"),
    onError: ({ code }) => told.push(code),
  });
  return { acknowledger, clock, sent, told, ids: () => sent.map(({ body }) => (body as { id: string }).id) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test("the latest position is told once a second, with the consumer's fence", async () => {
  const { acknowledger, clock, sent, ids } = start();
  for (const id of ["e:1", "e:2", "e:3"]) acknowledger.note(id);
  await settle();
  expect(sent).toEqual([]);
  await clock.advance(1_000);
  await settle();
  expect(sent).toEqual([
    { url: "https://usher.example.com/stream/acme/ack", body: { consumer: "bot", id: "e:3", fence: 4 } },
  ]);
  await clock.advance(10_000);
  expect(ids()).toEqual(["e:3"]);
});

test("a hundred payloads do not wait for the second", async () => {
  const { acknowledger, ids } = start();
  for (let position = 1; position <= 100; position++) acknowledger.note(`e:${position}`);
  await settle();
  expect(ids()).toEqual(["e:100"]);
});

test("stopping tells what is left, and a lost answer is asked for again", async () => {
  const { acknowledger, ids, told } = start(["lost", 200]);
  acknowledger.note("e:7");
  await acknowledger.stop();
  expect(ids()).toEqual(["e:7", "e:7"]);
  expect(told).toEqual(["acknowledge_failed"]);
});

test("what failed is made up for by the next; a later reader's name is not fought for", async () => {
  const { acknowledger, clock, ids, told } = start([503, 409]);
  acknowledger.note("e:1");
  await clock.advance(1_000);
  await settle();
  acknowledger.note("e:2");
  await clock.advance(1_000);
  await settle();
  await clock.advance(1_000);
  await settle();
  expect(ids()).toEqual(["e:1", "e:2"]);
  expect(told).toEqual(["acknowledge_failed", "fenced"]);
});
