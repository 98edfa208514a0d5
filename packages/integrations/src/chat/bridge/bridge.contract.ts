import { describe, expect, test } from "vitest";
import { anInbound, answer, bridgeTools, NOW, scriptedIo } from "../../../test/bridge-io.ts";
import type { InboundRequest, InboundResult } from "../inbound/inbound.ts";
import type { ChatBridge } from "./bridge.ts";
import type { BridgeHttpResponse } from "./bridge-io.ts";
import { checkBridgeOptions } from "./check-options.ts";
import type { BridgeOptions } from "./manifest.ts";
import type { BridgeFailureCode, BridgeTarget, OutgoingMessage } from "./message.ts";
import { longestString, withUnknownFields } from "./strange-bodies.contract.ts";

export interface BridgeSamples {
  /** With secrets of at least 12 characters that are found nowhere else. */
  readonly options: BridgeOptions;
  readonly target: BridgeTarget;
  /** The vendor's answer when it has shown the message. */
  readonly accepted: (text: string) => BridgeHttpResponse;
  /** Answers that look like success and are none. */
  readonly hollow?: readonly (readonly [string, BridgeHttpResponse, BridgeFailureCode])[];
  /** The vendor's own refusals. */
  readonly refusals: readonly (readonly [string, BridgeHttpResponse, BridgeFailureCode])[];
  /** What proves a webhook, at that moment. */
  readonly prove: (body: Uint8Array, at: number) => Partial<Omit<InboundRequest, "body">>;
  readonly userMessage: unknown;
  readonly emptyTurns: readonly unknown[];
  readonly ownMessages: readonly unknown[];
  /** Other webhooks and what they say, by the types of the events. */
  readonly others: readonly (readonly [string, unknown, readonly string[]])[];
  /** Any 2xx of the receiver is its word: there is no format to hold it to. */
  readonly isAnySuccessProof?: boolean;
}

const MESSAGE: Omit<OutgoingMessage, "target"> = { id: "msg-1", text: "Open **Billing**, then save." };
const STATUSES = [300, 302, 400, 401, 402, 403, 404, 405, 409, 410, 413, 422, 423, 425, 429, 500, 502, 503, 504, 599];
const GARBAGE = ["", "<html>Log in</html>", "null", "[]", "{}", '{"ok":true}', "0", '"ok"'];
const DAY_MS = 86_400_000;

/** What every bridge promises. */
export function describeBridge(bridge: ChatBridge, samples: BridgeSamples): void {
  const { manifest } = bridge;
  const { options, target } = samples;
  const message: OutgoingMessage = { ...MESSAGE, target };
  const secrets = Object.entries(manifest.options)
    .filter(([, { type }]) => type === "secret")
    .map(([name]) => options[name])
    .filter((value) => typeof value === "string");
  const send = async (answers: readonly (BridgeHttpResponse | Error)[], what: OutgoingMessage = message) => {
    const io = scriptedIo(answers);
    return { io, result: await bridge.post(what, options, io) };
  };
  const receive = (body: unknown, at: number = NOW, given: BridgeOptions = options): InboundResult => {
    const request = anInbound(body);
    return bridge.parseInbound({ ...request, receivedAt: at, ...samples.prove(request.body, NOW) }, given, bridgeTools);
  };
  const isByApi = manifest.delivery === "vendor";

  describe(`${manifest.id}: contract`, () => {
    test("the manifest says what it is", () => {
      expect(manifest.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(manifest.title).not.toBe("");
      expect(manifest.docs).toBe(`docs/bridges.md#${manifest.id}`);
      expect(manifest.text.maxChars).toBeGreaterThan(100);
      expect(manifest.verified.length).toBeGreaterThan(0);
      expect(checkBridgeOptions(manifest, options)).toEqual([]);
      for (const { description } of Object.values(manifest.options)) expect(description.length).toBeGreaterThan(10);
      expect(manifest.capabilities.typing).toBe(bridge.typing !== undefined);
    });

    test("what was shown is ok, and names what was shown", async () => {
      const { io, result } = await send([samples.accepted("Open Billing, then save.")]);
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && result.ids.length).toBe(1);
      const sent = isByApi ? io.requests.map(({ body }) => body) : io.deliveries.map(({ text }) => text);
      expect(sent.join()).toContain("Billing");
      for (const { url, body } of io.requests) {
        expect(url).toMatch(/^https?:\/\/[^?#]+/);
        expect(`${url} ${body}`).not.toMatch(/undefined|NaN|\[object/);
      }
    });

    test("an empty message never goes out", async () => {
      for (const text of ["", " \n\t", "\r\n", "\u200b\u2060", "** **"]) {
        const { io, result } = await send([samples.accepted("")], { ...message, text });
        expect(result).toMatchObject({ ok: false, code: "empty_message", retryable: false });
        expect([...io.requests, ...io.deliveries]).toEqual([]);
      }
    });

    test("without a place to go it waits, and nothing goes out", async () => {
      const nowhere: BridgeTarget = { sessionId: "" };
      const ready = bridge.ready(nowhere, options);
      expect(ready.ok).toBe(false);
      const { io, result } = await send([samples.accepted("")], { ...message, target: nowhere });
      expect(result).toMatchObject({ ok: false, code: "not_ready", retryable: true });
      expect(io.requests).toEqual([]);
    });

    test("an id that would lead elsewhere goes nowhere", async () => {
      for (const id of ["..", ".", "../../admins", "a/../b?x=1#y", "\u0000", "x".repeat(300), "\ud800"]) {
        const odd = { ...target, conversationId: id, contactId: id };
        const { io } = await send([samples.accepted("")], { ...message, target: odd });
        for (const { url } of io.requests) {
          expect(url).not.toMatch(/\/\.\.?(?:\/|\?|$)/);
          expect(url.split("?")[0]).not.toContain("/admins");
        }
      }
    });

    if (isByApi) {
      test("no refusal is a success", async () => {
        for (const status of STATUSES) {
          for (const body of ["", "<html></html>", "{}", '{"error":false,"success":true,"messages":[{"id":"1"}]}']) {
            const { result } = await send([answer(status, body, { "retry-after": "7" })]);
            expect(result, `${status} ${body}`).toMatchObject({ ok: false, status });
            if (!result.ok) {
              expect(result.detail).toContain(String(status));
              expect(result.fix.length).toBeGreaterThan(10);
              if (status >= 500 || status === 429)
                expect(result).toMatchObject({ retryable: true, retryAfterMs: 7_000 });
              if (status === 401 || status === 403) expect(result.retryable).toBe(false);
            }
          }
        }
      });

      if (samples.isAnySuccessProof !== true) {
        test.each(GARBAGE)("a success with the body %j is none", async (body) => {
          const { result } = await send([answer(200, body)]);
          expect(result.ok).toBe(false);
        });
      }

      test("no connection is a failure that may be tried again", async () => {
        const { result } = await send([new TypeError("fetch failed")]);
        expect(result).toMatchObject({ ok: false, code: "network", retryable: true });
      });

      test.each(samples.refusals)("the vendor's refusal: %s", async (_, given, code) => {
        const { result } = await send([given]);
        expect(result).toMatchObject({ ok: false, code });
      });

      test.each(samples.hollow ?? [])("a hollow success: %s", async (_, given, code) => {
        const { result } = await send([given]);
        expect(result).toMatchObject({ ok: false, code });
      });

      test("secrets are in no detail, whatever the vendor echoes", async () => {
        const { io } = await send([samples.accepted("")]);
        const sent = io.requests
          .flatMap(({ headers }) => Object.entries(headers))
          .filter(([name]) => /auth|signature|secret/.test(name))
          .map(([, value]) => value);
        for (const secret of [...secrets, ...sent] as string[]) {
          for (const status of [400, 401, 500]) {
            const echo = { code: secret, type: secret, reason: secret, error: secret, errors: [{ code: secret }] };
            const { result } = await send([answer(status, { ...echo, message: secret })]);
            expect(JSON.stringify(result)).not.toContain(secret);
          }
          const { result } = await send([new Error(secret)]);
          expect(JSON.stringify(result)).not.toContain(secret);
        }
      });
    } else {
      test("without an open page it is no success", async () => {
        const io = scriptedIo([], { isPageOpen: false });
        expect(await bridge.post(message, options, io)).toMatchObject({
          ok: false,
          code: "page_absent",
          retryable: true,
        });
        const { toPage: _, ...pageless } = scriptedIo([]);
        expect(await bridge.post(message, options, pageless)).toMatchObject({ ok: false, code: "unsupported" });
      });
    }

    test("unknown options stop everything", async () => {
      const odd = { ...options, misspelt: 1 };
      const io = scriptedIo([samples.accepted("")]);
      expect(await bridge.post(message, odd, io)).toMatchObject({ ok: false, code: "options_invalid" });
      expect([...io.requests, ...io.deliveries]).toEqual([]);
      expect(receive(samples.userMessage, NOW, odd)).toMatchObject({ ok: false, status: 500 });
    });

    test("a long text goes out in parts that fit, with every word", async () => {
      const words = Array.from(
        { length: Math.ceil((manifest.text.maxChars * 2.5) / 9) },
        (_, index) => `w${index + 10_000}xyz`,
      );
      const text = words.join(" ");
      const io = scriptedIo([]);
      const texts: string[] = [];
      const spy = {
        ...io,
        fetch: async (request: { readonly body?: string }) => {
          texts.push(request.body ?? "");
          return samples.accepted(longestString(JSON.parse(request.body ?? "{}")));
        },
        toPage: async (_: string, delivery: { readonly text: string }) => texts.push(delivery.text) > 0,
      };
      const result = await bridge.post({ ...message, text }, options, spy);
      expect(result).toMatchObject({ ok: true });
      expect(result.ok && new Set(result.ids).size >= 1 && result.ids.length).toBeGreaterThanOrEqual(3);
      const shown = isByApi ? texts.map((body) => longestString(JSON.parse(body))) : texts;
      for (const part of shown) expect(part.length).toBeLessThanOrEqual(manifest.text.maxChars);
      expect(shown.join(" ").match(/w\d+xyz/g)).toEqual(words);
    });

    test("a user's message is one event with its conversation", () => {
      const result = receive(samples.userMessage);
      expect(result).toMatchObject({ ok: true });
      const messages = result.ok ? result.events.filter(({ type }) => type === "user-message") : [];
      expect(messages).toHaveLength(1);
      expect(messages[0]?.conversationId).not.toBe("");
    });

    test("the same webhook again has the same ids", () => {
      expect(receive(samples.userMessage)).toEqual(receive(samples.userMessage));
    });

    test("fields nobody knows change nothing", () => {
      const plain = receive(samples.userMessage);
      expect(receive(withUnknownFields(samples.userMessage))).toEqual(plain);
    });

    test("an empty turn is no message", () => {
      for (const body of samples.emptyTurns) {
        const result = receive(body);
        expect(result).toMatchObject({ ok: true });
        expect(result.ok && result.events.filter(({ type }) => type === "user-message")).toEqual([]);
      }
    });

    test("what Usher or the bot said is no event", () => {
      for (const body of samples.ownMessages) {
        const result = receive(body);
        expect(result).toMatchObject({ ok: true, events: [] });
        expect(result.ok && result.ignored.map(({ reason }) => reason)).toContain("own_message");
      }
    });

    test.each(samples.others)("%s", (_, body, types) => {
      const result = receive(body);
      expect(result.ok ? result.events.map(({ type }) => type) : result).toEqual(types);
    });

    test("a webhook that proves nothing is refused", () => {
      const request = anInbound(samples.userMessage);
      const proof = samples.prove(request.body, NOW);
      const { headers = {}, query = {} } = proof;
      const forged: Partial<Omit<InboundRequest, "body">>[] = [{}];
      for (const name of Object.keys(headers)) {
        const value = headers[name] as string;
        const others = [
          "",
          value.slice(0, -3),
          `${value}0`,
          value.replace(/[a-z0-9]{4}(?=[^a-z0-9]*$)/i, "ffff"),
          "x",
          "=".repeat(40),
        ];
        for (const other of others)
          if (other !== value) forged.push({ ...proof, headers: { ...headers, [name]: other } });
      }
      for (const name of Object.keys(query)) forged.push({ ...proof, query: { ...query, [name]: "another-secret" } });
      for (const over of forged) {
        const result = bridge.parseInbound({ ...request, ...over }, options, bridgeTools);
        expect(result, JSON.stringify(over)).toMatchObject({ ok: false, status: 401 });
        expect(JSON.stringify(result)).not.toContain(String(secrets[0] ?? "\u0000"));
      }
      if (manifest.webhook.proof === "hmac" && proof.session === undefined) {
        const other = anInbound({ changed: true });
        const result = bridge.parseInbound({ ...other, ...proof }, options, bridgeTools);
        expect(result).toMatchObject({ ok: false, status: 401 });
      }
    });

    test("a recorded webhook does nothing later", () => {
      const first = receive(samples.userMessage);
      const later = receive(samples.userMessage, NOW + 10 * DAY_MS);
      const events = later.ok ? later.events : [];
      // Page reports are proved by their session's token, which has an end of its own.
      const isByMoment =
        manifest.webhook.replay === "moment" && samples.prove(new Uint8Array(), NOW).session === undefined;
      if (isByMoment) expect(events).toEqual([]);
      else expect(events.map(({ id }) => id)).toEqual(first.ok ? first.events.map(({ id }) => id) : []);
    });

    test("what is no JSON object is refused", () => {
      for (const body of ["", "x", "[]", "null", '{"a":', new Uint8Array([0xff, 0xfe]), "[".repeat(100)]) {
        expect(receive(body)).toMatchObject({ ok: false, status: 400 });
      }
      expect(receive("x".repeat(1_100_000))).toMatchObject({ ok: false, status: 413 });
    });
  });
}
