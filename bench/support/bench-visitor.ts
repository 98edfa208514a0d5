import type { RawEvent, SessionReply } from "@usher/core";

/** The example app's key and page: the benchmarks run its config. */
const KEY = "pk_demo_projects";
export const PAGE = "/demo/projects";

/** A visitor with a session, as a page would have it. */
export interface BenchVisitor {
  readonly sessionId: string;
  readonly token: string;
}

export async function startVisitor(url: string): Promise<BenchVisitor> {
  const response = await fetch(`${url}/v1/session`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, origin: url, "content-type": "application/json" },
    body: "{}",
  });
  if (response.status !== 200)
    throw new Error(`POST /v1/session answered ${response.status}: ${await response.text()}`);
  const { session_id: sessionId, token } = (await response.json()) as SessionReply;
  return { sessionId, token };
}

/** Header lines of a request that the visitor's page makes. */
export function visitorHeaders(url: string, { token }: BenchVisitor): string {
  return `authorization: Bearer ${token}\r\norigin: ${url}\r\n`;
}

/** A click on a control of the example app. */
export function clickEvent(url: string, id: string, label: string, at: number): RawEvent {
  return { id, type: "click", at, url: url + PAGE, title: "Projects", element: { role: "button", label } };
}

/**
 * Clicks that no trigger is about, as JSON; ids start with `prefix`. Written by hand rather than with JSON.stringify:
 * the load generator should cost as little as possible beside what it measures.
 */
export function otherClicks(url: string, prefix: string, firstNumber: number, count: number, at: number): string {
  const events: string[] = [];
  for (let number = firstNumber; number < firstNumber + count; number++) {
    events.push(
      `{"id":"${prefix}-${String(number).padStart(9, "0")}","type":"click","at":${at},"url":"${url}${PAGE}","title":"Projects","element":{"role":"button","label":"Sort by column ${number % 7}","id":"sort-${number % 7}"}}`,
    );
  }
  return `{"events":[${events.join(",")}]}`;
}
