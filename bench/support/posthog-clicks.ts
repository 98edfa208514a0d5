import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const FIXTURE = fileURLToPath(
  new URL("../../packages/integrations/src/sources/__fixtures__/posthog-js-1.434.jsonl", import.meta.url),
);
/** The example app's key: the benchmarks run its config. */
const KEY = "pk_demo_projects";
const ID = "@@id@@";
const VISITOR = "@@visitor@@";
const NOW = "@@now@@";

interface Captured {
  readonly event?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly batch?: readonly Captured[];
}

/** A click as a recorded posthog-js sent it, with blanks for what differs from one to the next. JSON text. */
export function posthogClickTemplate(): string {
  const lines = readFileSync(FIXTURE, "utf8").trim().split("\n");
  const events = lines.flatMap((line) => {
    const json = (JSON.parse(line) as { readonly json?: Captured }).json ?? {};
    return json.batch ?? [json];
  });
  const click = events.find(({ event }) => event === "$autocapture");
  if (click === undefined) throw new Error("The recording holds no click.");
  const properties = { ...click.properties, token: KEY, distinct_id: VISITOR, $user_id: VISITOR, $device_id: VISITOR };
  const session = { $session_id: `session-${VISITOR}`, $insert_id: ID, $time: undefined, email: undefined };
  return JSON.stringify({ ...click, uuid: ID, timestamp: NOW, properties: { ...properties, ...session } });
}

/** A request's body as posthog-js sends it: compressed. Fast rather than small, to spare the load generator. */
export function posthogBody(
  template: string,
  visitor: string,
  firstNumber: number,
  count: number,
  at: number,
): Uint8Array {
  const now = new Date(at).toISOString();
  const events = Array.from({ length: count }, (_, index) =>
    template
      .replaceAll(ID, `${visitor}-${firstNumber + index}`)
      .replaceAll(VISITOR, visitor)
      .replace(NOW, now),
  );
  return gzipSync(`{"api_key":"${KEY}","batch":[${events.join(",")}],"sent_at":"${now}"}`, { level: 1 });
}
