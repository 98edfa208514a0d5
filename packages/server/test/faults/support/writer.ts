import type { CaptureReply, RawEvent, SessionReply } from "@usher/core";
import { PROJECTS } from "../../support/sample-config.ts";
import { enterPage, isConnectionLost, pageOf } from "./page-of.ts";
import type { Random } from "./random.ts";

/** A page that sends as fast as it is answered, and what it knows about what it sent. */
export interface Writer {
  /** Ids of the events in answers of status 200. */
  readonly acknowledged: ReadonlySet<string>;
  readonly sent: ReadonlySet<string>;
  /** Acknowledged events that the server already had: it was killed between commit and answer. */
  readonly repeatedCount: number;
  /** Writes until the server goes away, or until `enough` says so with nothing left unanswered. */
  write(url: string, enough?: () => boolean): Promise<void>;
}

const LABELS = ["Save changes", "Edit", "Table options", "Cancel"] as const;

/** @param name Prefix of its event ids. */
export function createWriter(name: string, random: Random): Writer {
  const acknowledged = new Set<string>();
  const sent = new Set<string>();
  let session: SessionReply | undefined;
  let unanswered: readonly RawEvent[] | undefined;
  let repeatedCount = 0;

  function nextBatch(): readonly RawEvent[] {
    return Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
      const event: RawEvent = {
        id: `${name}-${sent.size}`,
        type: "click",
        at: Date.now(),
        url: PROJECTS,
        element: { role: "button", label: LABELS[Math.floor(random() * LABELS.length)] ?? "" },
      };
      sent.add(event.id);
      return event;
    });
  }

  return {
    acknowledged,
    sent,
    get repeatedCount() {
      return repeatedCount;
    },
    async write(url, enough = () => false) {
      try {
        session ??= (await enterPage(url)).session;
        const page = pageOf(url, session);
        while (unanswered !== undefined || !enough()) {
          unanswered ??= nextBatch();
          const answer = await page.post<CaptureReply>("/v1/capture", { events: unanswered });
          if (answer.status !== 200)
            throw new Error(`capture answered ${answer.status}: ${JSON.stringify(answer.body)}`);
          for (const { id } of unanswered) acknowledged.add(id);
          repeatedCount += answer.body.duplicate;
          unanswered = undefined;
        }
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
      }
    },
  };
}
