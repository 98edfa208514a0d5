import type { TourWire } from "@usher/core";
import { extension, type MessageSender } from "../extension-api.ts";
import { type FromPage, readFromPage, type ToPage } from "../messages.ts";
import { type Followed, keepFollowed } from "./kept.ts";

/** The tab that is recorded or shown a tour. */
export interface PageLink {
  record(): Promise<void>;
  play(tour: TourWire): Promise<void>;
  stop(): Promise<void>;
}

export interface PageLinkOptions {
  onMessage(message: FromPage): void;
  /** The tab was closed, or went where the extension may not look. */
  onLost(why: "closed" | "out-of-reach"): void;
}

/** What a person can do about it. */
export class PageRefusal extends Error {
  override readonly name: string = "PageRefusal";
}

/** Follows one tab across page loads: what it was told, the next page is told again. */
export function createPageLink({ onMessage, onLost }: PageLinkOptions): PageLink {
  let tabId: number | undefined;
  let wanted: ToPage = { type: "stop" };

  function receive(message: unknown, sender: MessageSender): void {
    const read = tabId === undefined ? undefined : readFromPage(message, sender, extension.runtime.id, tabId);
    if (read === undefined) return;
    if (wanted.type === "play" && read.type === "tour-step") wanted = { ...wanted, startAt: read.index };
    if (read.type === "tour-ended") {
      wanted = { type: "stop" };
      void keepFollowed(undefined);
    }
    onMessage(read);
  }

  async function tell(): Promise<void> {
    if (tabId === undefined) return;
    await extension.scripting.executeScript({ target: { tabId }, files: ["page.js"] });
    await extension.tabs.sendMessage(tabId, wanted, { frameId: 0 });
  }

  function lose(why: "closed" | "out-of-reach"): void {
    if (tabId === undefined) return;
    tabId = undefined;
    wanted = { type: "stop" };
    void keepFollowed(undefined);
    onLost(why);
  }

  extension.runtime.onMessage.addListener(receive);
  extension.tabs.onUpdated.addListener((id, { status }) => {
    if (id !== tabId || wanted.type === "stop" || status === undefined) return;
    // Told as early as can be: a page whose pictures still load is used already.
    void tell().catch(async () => {
      const tab = await extension.tabs.get(id).catch(() => undefined);
      if (status === "complete" || tab?.url === undefined) lose("out-of-reach");
    });
  });
  extension.tabs.onRemoved.addListener((id) => {
    if (id === tabId) lose("closed");
  });

  async function begin(message: ToPage): Promise<void> {
    if (wanted.type !== "stop") await stop();
    const tab = await findTab();
    tabId = tab;
    wanted = message;
    await tell();
    if (message.type !== "stop") await keepFollowed({ tabId: tab, doing: message.type });
  }

  async function stop(): Promise<void> {
    wanted = { type: "stop" };
    // A page that is gone has nothing to stop.
    await tell().catch(() => {});
    if (tabId !== undefined) await keepFollowed(undefined);
    tabId = undefined;
  }

  return {
    record: () => begin({ type: "record", run: Date.now() }),
    play: (tour) => begin({ type: "play", run: Date.now(), tour, startAt: 0 }),
    stop,
  };
}

/** Ends in the page what a panel that was closed had begun there. */
export async function stopPage({ tabId }: Followed): Promise<void> {
  // A page that is gone, or out of reach, has nothing to stop.
  await extension.tabs.sendMessage(tabId, { type: "stop" }, { frameId: 0 }).catch(() => {});
  await keepFollowed(undefined);
}

/** The tab beside the panel; asks for its site where the click on the icon did not open it already. */
async function findTab(): Promise<number> {
  const [tab] = await extension.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || tab.url === undefined || !/^https?:/.test(tab.url)) {
    throw new PageRefusal("Go to the page you want to record and click the recorder’s icon in the toolbar there.");
  }
  try {
    await extension.scripting.executeScript({ target: { tabId: tab.id }, files: ["page.js"] });
  } catch {
    const origins = [`${new URL(tab.url).origin}/*`];
    if (!(await extension.permissions.request({ origins }))) {
      throw new PageRefusal("Without leave for this site nothing can be recorded on it.");
    }
  }
  return tab.id;
}
