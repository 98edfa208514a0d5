import type { NudgeFrames, RawEvent, SessionReply } from "@usher/core";
import type { Answer, Listening } from "../../support/page-client.ts";
import { PROJECTS } from "../../support/sample-config.ts";
import { enterPage, isConnectionLost, pageOf, untilFrames } from "./page-of.ts";

/** One visitor after the other saves three times, sees the offer and takes it; after a crash each goes on where it was. */
export interface Storyteller {
  readonly told: readonly Story[];
  /** Tells stories until the server goes away, or until `enough` says so with none begun. */
  tell(url: string, enough?: () => boolean): Promise<void>;
}

export interface Story {
  readonly session: SessionReply;
  /** The same three saves, however often they have to be sent. */
  readonly saves: readonly RawEvent[];
  /** Offers this visitor was ever sent, live or on connecting. */
  readonly offerIds: Set<string>;
  /** Positions of the frames that change something, in order of arrival, over all connections. */
  readonly frameIds: string[];
  readonly events: string[];
  /** What a browser sends as `Last-Event-ID`. */
  lastEventId: string | undefined;
  connectionCount: number;
  shown: boolean;
  accepted: boolean;
}

const TAB = "tab-1";

export function createStoryteller(name: string): Storyteller {
  const told: Story[] = [];
  let current: Story | undefined;
  return {
    told,
    async tell(url, enough = () => false) {
      try {
        while (current !== undefined || !enough()) {
          current ??= await beginStory(url, `${name}-${told.length}`);
          await goOn(current, url);
          told.push(current);
          current = undefined;
        }
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
      }
    },
  };
}

async function beginStory(url: string, name: string): Promise<Story> {
  const { session } = await enterPage(url);
  const seen = { at: Date.now(), url: PROJECTS };
  const save = { ...seen, type: "click", element: { role: "button", label: "Save changes" } } as const;
  return {
    session,
    saves: [
      { ...seen, id: `${name}-view`, type: "page_view" },
      ...[1, 2, 3].map((number): RawEvent => ({ ...save, id: `${name}-save-${number}` })),
    ],
    offerIds: new Set(),
    frameIds: [],
    events: [],
    lastEventId: undefined,
    connectionCount: 0,
    shown: false,
    accepted: false,
  };
}

/** What was answered is not repeated; what was not is, as a page does. */
async function goOn(story: Story, url: string): Promise<void> {
  const page = pageOf(url, story.session);
  const { lastEventId } = story;
  story.connectionCount += 1;
  const stream = await page.listen(lastEventId === undefined ? {} : { lastEventId });
  try {
    await untilFrames(stream, readyOf);
    if (!story.shown) {
      await expectOk(page.post("/v1/capture", { events: story.saves }));
      const offerId = await untilFrames(stream, () => offersIn(stream)[0] ?? [...story.offerIds][0]);
      await expectOk(page.outcome(offerId, { outcome: "shown", tab_id: TAB }));
      story.offerIds.add(offerId);
      story.shown = true;
    }
    if (!story.accepted) {
      const [offerId = ""] = story.offerIds;
      await expectOk(page.outcome(offerId, { outcome: "accepted", option: "chat", tab_id: TAB }));
      story.accepted = true;
    }
    await untilFrames(stream, () => [...story.events, ...stream.frames.map(({ event }) => event)].find(isWithdraw));
  } finally {
    stream.close();
    await stream.ended;
    remember(story, stream);
  }
}

function remember(story: Story, stream: Listening): void {
  for (const id of offersIn(stream)) story.offerIds.add(id);
  for (const { event, id } of stream.frames) {
    story.events.push(event);
    if (id === undefined) continue;
    story.lastEventId = id;
    if (event !== "ready") story.frameIds.push(id);
  }
}

function offersIn(stream: Listening): readonly string[] {
  const live = readyOf(stream)?.offer?.id;
  const sent = stream.frames.flatMap(({ event, data }) =>
    event === "offer" ? [(data as NudgeFrames["offer"]).id] : [],
  );
  return live === undefined ? sent : [live, ...sent];
}

function readyOf({ frames }: Listening): NudgeFrames["ready"] | undefined {
  return frames.find(({ event }) => event === "ready")?.data;
}

function isWithdraw(event: string): boolean {
  return event === "withdraw";
}

async function expectOk(answer: Promise<Answer<unknown>>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}
