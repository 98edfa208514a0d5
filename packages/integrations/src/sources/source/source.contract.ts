import { gzipSync } from "node:zlib";
import { rawEvent } from "@usher/core/schema";
import { describe, expect, test } from "vitest";
import { aRequest } from "../../../test/a-request.ts";
import { nodeTools } from "../../../test/node-tools.ts";
import { checkOptions } from "./check-options.ts";
import { replyStatus } from "./reply-status.ts";
import type { Source, SourceOptions, SourceRequest, SourceResult } from "./source.ts";

export interface SourceSamples {
  /** Options with which `valid` is accepted. */
  readonly options: SourceOptions;
  /** Requests as the vendor sends them, signed where that is needed; at least one holds events. */
  readonly valid: readonly SourceRequest[];
  /** Signs a body as the vendor would; for sources that need a secret. */
  readonly sign?: (body: Uint8Array) => Readonly<Record<string, string>>;
}

const NOT_JSON: readonly (readonly [string, Uint8Array | string])[] = [
  ["nothing", ""],
  ["text", "hello"],
  ["half a string", '{"event":"'],
  ["bytes", new Uint8Array([0xff, 0x00, 0xc3, 0x28])],
  ["cut gzip", gzipSync("{}").subarray(0, 12)],
];
const STRANGE_JSON: readonly string[] = [
  "null",
  "true",
  "0",
  '""',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"batch":{}}',
  '{"batch":[[],{},{"type":{}},{"event":[]},{"properties":"x"}]}',
  '{"events":"x"}',
  '{"event":"\\ud800","distinct_id":"\\u0000","properties":{"$elements":[null,1,{}],"$elements_chain":"\\"\\";;:"}}',
];
const MAX_ID = 200;

/** What every source promises. */
export function describeSource(source: Source, { options, valid, sign }: SourceSamples): void {
  const { manifest } = source;
  const parse = (request: SourceRequest): SourceResult => source.parse(request, options, nodeTools);
  const signed = (body: unknown): SourceRequest => {
    const request = aRequest(body);
    return { ...request, path: valid[0]?.path ?? "/", headers: sign?.(request.body) ?? {} };
  };

  describe(`${manifest.id}: contract`, () => {
    test("the manifest says what it is", () => {
      expect(manifest.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(manifest.title).not.toBe("");
      expect(manifest.docs).toBe(`docs/sources.md#${manifest.id}`);
      expect(checkOptions(manifest, options)).toEqual([]);
      for (const { description } of Object.values(manifest.options)) expect(description.length).toBeGreaterThan(10);
    });

    test("valid requests have no problem and hold events", () => {
      const results = valid.map(parse);
      expect(results.flatMap(({ problems }) => problems)).toEqual([]);
      expect(results.flatMap(({ events }) => events).length).toBeGreaterThan(0);
      expect(results.map(replyStatus)).toEqual(valid.map(() => 200));
    });

    test("every event is one that the capture endpoint would accept, and is somebody's", () => {
      for (const result of valid.map(parse)) expectSound(result);
    });

    test("the same request again gives the same result, ids included", () => {
      expect(valid.map(parse)).toEqual(valid.map(parse));
    });

    test("ids tell the events of a request apart", () => {
      for (const { events } of valid.map(parse)) {
        expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
      }
    });

    test("unknown options are problems of every request, and nothing is read", () => {
      const result = source.parse(valid[0] as SourceRequest, { ...options, misspelt: 1 }, nodeTools);
      expect(result).toMatchObject({
        events: [],
        identities: [],
        problems: [{ code: "options_invalid", path: "misspelt" }],
      });
      expect(replyStatus(result)).toBe(500);
    });

    test.each(NOT_JSON)("%s is refused", (_, body) => {
      const result = parse(signed(body));
      expect(result.events).toEqual([]);
      expect(replyStatus(result)).toBe(400);
    });

    test.each(STRANGE_JSON)("%s is survived", (body) => {
      const result = parse(signed(body));
      expectSound(result);
      expect(replyStatus(result)).toBeLessThan(500);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    test("bombs are refused before they are whole", () => {
      const bombs = [gzipSync(Buffer.alloc(64 * 1024 * 1024, 91)), gzipSync(Buffer.alloc(7 * 1024 * 1024, 32))];
      for (const bomb of bombs) expect(replyStatus(parse(signed(bomb)))).toBe(413);
    });

    const secrets = Object.entries(manifest.options).filter(([, { type }]) => type === "secret");
    if (sign !== undefined) {
      test.each(secrets)("without the right %s nothing is read", (name) => {
        const [request] = valid as [SourceRequest];
        const bare = parse({ ...request, headers: {} });
        const other = source.parse(request, { ...options, [name]: "another-secret-altogether" }, nodeTools);
        const changed = parse({ ...request, headers: sign(Buffer.from("another body")), body: request.body });
        const isPlain = JSON.stringify(sign(Buffer.from("a"))) === JSON.stringify(sign(Buffer.from("b")));
        for (const refused of isPlain ? [bare, other] : [bare, other, changed]) {
          expect(refused.events).toEqual([]);
          expect(refused.identities).toEqual([]);
          expect(replyStatus(refused)).toBe(401);
        }
      });

      test.each(secrets)("an empty or short %s is no secret", (name) => {
        for (const secret of ["", "short"]) {
          const result = source.parse(valid[0] as SourceRequest, { ...options, [name]: secret }, nodeTools);
          expect(result.events).toEqual([]);
          expect(result.problems[0]?.code).toBe("options_invalid");
        }
      });
    }
  });
}

/** Throws unless the result could be stored as it is. */
export function expectSound(result: SourceResult): void {
  for (const { event, sessionId, userId, anonymousId, email } of result.events) {
    const checked = rawEvent.safeParse(event);
    if (!checked.success) throw new Error(`not a raw event: ${JSON.stringify(event)} ${checked.error.message}`);
    expectPerson([sessionId, userId, anonymousId]);
    if ((email?.length ?? 0) > 254) throw new Error("the email address is too long");
    if (event.url?.includes("?")) throw new Error(`the address has a query: ${event.url}`);
  }
  for (const identity of result.identities) {
    const { sessionId, userId } = identity;
    const other = identity.type === "aliased" ? identity.alias : identity.anonymousId;
    expectPerson([sessionId, userId, other]);
  }
  if (result.problems.some(({ code }) => code === "unexpected")) throw new Error(result.problems[0]?.detail);
}

function expectPerson(ids: readonly (string | undefined)[]): void {
  const known = ids.filter((id) => id !== undefined);
  if (known.length === 0) throw new Error("nobody's event");
  for (const id of known) if (id.length > MAX_ID || id.trim() === "") throw new Error(`not an id: ${id}`);
}
