import type { CaptureReply, CaptureRequest, RawEvent } from "@usher/core";
import { afterEach, expect, test, vi } from "vitest";
import type { ApiReply } from "./api-reply.ts";
import { createEventQueue } from "./event-queue.ts";
import { type Sender, startSender } from "./start-sender.ts";

const OK: ApiReply<CaptureReply> = { type: "ok", body: { accepted: 1, duplicate: 0, rejected: [] } };
const running: Sender[] = [];
afterEach(() => {
  for (const sender of running.splice(0)) sender.stop();
});

function event(id: string, type: RawEvent["type"] = "click"): RawEvent {
  return { id, type };
}

function setUp(
  answer: (request: CaptureRequest, count: number) => ApiReply<CaptureReply> | Promise<ApiReply<CaptureReply>>,
) {
  const requests: CaptureRequest[] = [];
  const errors: string[] = [];
  const queue = createEventQueue();
  const sender = startSender({
    queue,
    async post(body) {
      const request = body();
      requests.push(request);
      return answer(request, requests.length);
    },
    onError: (code) => errors.push(code),
    random: () => 0.5,
    wait: { batch: 60, retryBase: 10 },
  });
  running.push(sender);
  return { requests, errors, queue, sender };
}

function ids(request: CaptureRequest | undefined): string[] | undefined {
  return request?.events.map(({ id }) => id);
}

test("what may cause an offer is on its way before the page does anything else", async () => {
  const { sender, requests } = setUp(() => OK);
  sender.add(event("a"));
  sender.add(event("b", "custom"));
  expect(requests).toHaveLength(0);
  await Promise.resolve();
  expect(requests.map(ids)).toEqual([["a", "b"]]);
});

test("a submit that follows its click while that is on its way is the next request", async () => {
  const { sender, requests } = setUp(() => OK);
  sender.add(event("a"));
  await Promise.resolve();
  sender.add(event("b", "submit"));
  await vi.waitFor(() => expect(requests.map(ids)).toEqual([["a"], ["b"]]));
});

test("what cannot trigger anything waits for company", async () => {
  const { sender, requests } = setUp(() => OK);
  sender.add(event("a", "change"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(requests).toHaveLength(0);
  sender.add(event("b"));
  await vi.waitFor(() => expect(ids(requests[0])).toEqual(["a", "b"]));
});

test("one request at a time; the rest follows at once", async () => {
  let answer: (reply: ApiReply<CaptureReply>) => void = () => {};
  const { sender, requests } = setUp((_, count) => (count === 1 ? new Promise((resolve) => (answer = resolve)) : OK));
  sender.add(event("a"));
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  sender.add(event("b"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(requests).toHaveLength(1);
  answer(OK);
  await vi.waitFor(() => expect(ids(requests[1])).toEqual(["b"]));
});

test("what failed is repeated with its ids, and the repetitions are told", async () => {
  const { sender, requests, queue } = setUp((_, count) => (count < 3 ? { type: "unreachable" } : OK));
  sender.add(event("a"));
  await vi.waitFor(() => expect(requests).toHaveLength(3));
  expect(requests.map(ids)).toEqual([["a"], ["a"], ["a"]]);
  expect(requests[2]?.queue).toEqual({ dropped: 0, retries: 2 });
  await vi.waitFor(() => expect(queue.size).toBe(0));
  expect(queue.losses()).toEqual({ dropped: 0, retries: 0 });
});

test("Retry-After wins over the back-off", async () => {
  const { sender, requests } = setUp((_, count) => (count === 1 ? { type: "unreachable", retryAfterMs: 80 } : OK));
  sender.add(event("a"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(requests).toHaveLength(1);
  await vi.waitFor(() => expect(requests).toHaveLength(2));
});

test("what is refused is dropped, counted and reported; the next batch goes on", async () => {
  const refusal: ApiReply<CaptureReply> = { type: "refused", status: 400, code: "invalid", detail: "" };
  const { sender, requests, errors } = setUp((_, count) => (count === 1 ? refusal : OK));
  sender.add(event("a"));
  await vi.waitFor(() => expect(errors).toEqual(["invalid"]));
  sender.add(event("b"));
  await vi.waitFor(() => expect(ids(requests[1])).toEqual(["b"]));
  expect(requests[1]?.queue).toEqual({ dropped: 1, retries: 0 });
});

test("a batch that is too large is halved", async () => {
  const { sender, requests } = setUp((request) =>
    request.events.length > 2 ? { type: "refused", status: 413, code: "too_large", detail: "" } : OK,
  );
  for (const id of ["a", "b", "c", "d"]) sender.add(event(id));
  await vi.waitFor(() =>
    expect(requests.map(ids)).toEqual([
      ["a", "b", "c", "d"],
      ["a", "b"],
      ["c", "d"],
    ]),
  );
});

test("on leaving, what is not on its way goes by beacon; after failures it is also kept", async () => {
  const { sender, queue, requests } = setUp(() => new Promise(() => {}));
  sender.add(event("a"));
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  sender.add(event("b"));
  const sent: CaptureRequest[] = [];
  sender.leave((body) => sent.push(body) > 0);
  expect(sent.map(ids)).toEqual([["b"]]);
  expect(queue.all().map(({ id }) => id)).toEqual(["a"]);

  const failing = setUp(() => ({ type: "unreachable", retryAfterMs: 10_000 }));
  failing.sender.add(event("c"));
  await vi.waitFor(() => expect(failing.queue.losses().retries).toBe(1));
  failing.sender.leave(() => true);
  expect(failing.queue.size).toBe(1);
});
