import { type BenchVisitor, clickEvent, startVisitor, visitorHeaders } from "./bench-visitor.ts";
import { type HttpConnection, openHttpConnection } from "./http-connection.ts";
import { listenNudges } from "./listen-nudges.ts";

export interface WireTimes {
  /** From sending the third save to the offer frame. */
  readonly frameMs: number;
  /** From sending the third save to its acknowledgement. */
  readonly acknowledgedMs: number;
}

/** Plays the story once, without a browser, as a visitor nobody has seen before. */
export async function measureWire(url: string): Promise<WireTimes> {
  const visitor = await startVisitor(url);
  const nudges = listenNudges(url, visitor);
  const connection = await openHttpConnection(url);
  try {
    await nudges.arrived("ready");
    for (let save = 1; save <= 2; save++) await sendSave(url, connection, visitor, save);
    const offered = nudges.arrived("offer");
    const sentAt = performance.now();
    const acknowledged = sendSave(url, connection, visitor, 3).then(() => performance.now());
    return { frameMs: (await offered) - sentAt, acknowledgedMs: (await acknowledged) - sentAt };
  } finally {
    nudges.close();
    connection.close();
  }
}

async function sendSave(url: string, connection: HttpConnection, visitor: BenchVisitor, save: number): Promise<void> {
  const event = clickEvent(url, `${visitor.sessionId}-save-${save}`, "Save changes", Date.now());
  const body = JSON.stringify({ events: [event] });
  const answer = await connection.post("/v1/capture", visitorHeaders(url, visitor), body);
  if (answer.status !== 200) throw new Error(`capture answered ${answer.status}: ${answer.body}`);
}
