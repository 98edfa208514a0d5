import type { RawEvent, SessionReply } from "@usher/core";
import type { PageClient } from "../../support/page-client.ts";
import { PROJECTS, SECRET_KEY } from "../../support/sample-config.ts";
import { enterPage, isConnectionLost, pageOf } from "./page-of.ts";
import type { Random } from "./random.ts";

/** A user who comes again and again, each time in a new browser, and is remembered; after a crash they go on where they were. */
export interface Returner {
  readonly visits: readonly Visit[];
  /** Deeds answered so far. */
  readonly deedCount: number;
  /** Comes again until the server goes away, or until `enough` says so with no visit begun. */
  visit(url: string, enough?: () => boolean): Promise<void>;
}

export interface Visit {
  /** Its visitor's secret is that of the first answer; its token that of the latest. */
  session: SessionReply;
  readonly userId: string;
  /** How many of its deeds were answered. */
  done: number;
}

/** A memory keeps as many sessions one by one; here no user has more. */
const VISITS_PER_USER = 20;
const WORKFLOW = "projects-bulk-edit";

/** @param name Prefix of its user and event ids. */
export function createReturner(name: string, random: Random): Returner {
  const visits: Visit[] = [];
  let current: Visit | undefined;
  return {
    visits,
    get deedCount() {
      return visits.reduce((sum, { done }) => sum + done, current?.done ?? 0);
    },
    async visit(url, enough = () => false) {
      try {
        while (current !== undefined || !enough()) {
          if (current === undefined) {
            const userId = `${name}-${Math.floor(visits.length / VISITS_PER_USER)}`;
            current = { session: (await enterPage(url)).session, userId, done: 0 };
          }
          await goOn(current, url, `${name}-${visits.length}`, random);
          visits.push(current);
          current = undefined;
        }
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
      }
    },
  };
}

/** Every deed may be repeated: a crash may have been between it and its answer. */
async function goOn(visit: Visit, url: string, name: string, random: Random): Promise<void> {
  const { userId } = visit;
  const { visitor, session_id: sessionId } = visit.session;
  const end = (): Promise<void> => asServer(url, `/v1/sessions/${sessionId}/end`, "POST");
  const identify = async (): Promise<void> => {
    const { token } = await pageOf(url, visit.session).start({
      visitor: withSecret(visitor),
      identity: { user_id: userId },
    });
    visit.session = { ...visit.session, token };
  };
  const capture = (...events: readonly RawEvent[]): Promise<void> => send(pageOf(url, visit.session), events);
  const correct = { workflow: WORKFLOW, status: "untouched" };
  const deeds: readonly (() => Promise<unknown>)[] = [
    () => capture(click(`${name}-1`, "Table options", "projects-table-options")),
    end,
    // The session ends while its visitor turns out to be somebody.
    () => Promise.all([identify(), end(), end()]),
    () => capture(click(`${name}-2`, "Edit"), click(`${name}-3`, "Apply to 3", "bulk-apply")),
    () => Promise.all([end(), random() < 0.3 ? asServer(url, `/v1/users/${userId}/memory`, "PATCH", correct) : end()]),
    end,
  ];
  for (const deed of deeds.slice(visit.done)) {
    await deed();
    visit.done += 1;
  }
}

function withSecret({ id, secret }: SessionReply["visitor"]): { readonly id: string; readonly secret: string } {
  if (secret === undefined) throw new Error("a new visitor was given no secret");
  return { id, secret };
}

function click(id: string, label: string, elementId?: string): RawEvent {
  const element = { tag: "button", role: "button", label, ...(elementId === undefined ? {} : { id: elementId }) };
  return { id, type: "click", at: Date.now(), url: PROJECTS, element };
}

async function send(page: PageClient, events: readonly RawEvent[]): Promise<void> {
  const { status, body } = await page.post("/v1/capture", { events });
  if (status !== 200) throw new Error(`capture answered ${status}: ${JSON.stringify(body)}`);
}

async function asServer(url: string, path: string, method: string, body?: object): Promise<void> {
  const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
}
