import { get } from "node:http";
import { type BenchVisitor, visitorHeaders } from "./bench-visitor.ts";

export interface NudgeListener {
  /** Resolves with `performance.now()` of the moment at which such a frame had arrived in full. */
  arrived(event: "ready" | "offer"): Promise<number>;
  close(): void;
}

/** The page's event stream, read with as little as possible in between. */
export function listenNudges(url: string, visitor: BenchVisitor): NudgeListener {
  const moments = new Map<string, number>();
  const waiting = new Map<string, (moment: number) => void>();
  const failures: ((error: Error) => void)[] = [];
  let received = "";
  const lines = visitorHeaders(url, visitor).trim().split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => line.split(": ") as [string, string]));
  const request = get(`${url}/v1/nudges`, { headers, agent: false }, (response) => {
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      received += chunk;
      for (let end = received.indexOf("\n\n"); end !== -1; end = received.indexOf("\n\n")) {
        const event = /^event: (.+)$/m.exec(received.slice(0, end))?.[1];
        received = received.slice(end + 2);
        if (event === undefined) continue;
        moments.set(event, performance.now());
        waiting.get(event)?.(performance.now());
      }
    });
    if (response.statusCode !== 200) fail(new Error(`The stream answered ${response.statusCode}.`));
  });
  request.on("error", fail);

  function fail(error: Error): void {
    for (const reject of failures) reject(error);
  }

  return {
    arrived(event) {
      const moment = moments.get(event);
      if (moment !== undefined) return Promise.resolve(moment);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No ${event} frame came within ten seconds.`)), 10_000);
        failures.push(reject);
        waiting.set(event, (found) => {
          clearTimeout(timer);
          resolve(found);
        });
      });
    },
    close: () => request.destroy(),
  };
}
