import type { UsherConfig } from "@usher/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, type ExpectStatic, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type DemoServer, startDemoServer } from "../support/demo-server.ts";
import { button } from "../support/host-page.ts";
import type { ChatName, Example, StoryChat, Visitor } from "./story-chat.ts";

/** What a scene is played with: a visitor who is new to the server, and the chat in the page. */
export interface Stage<Chat extends StoryChat = StoryChat> extends Visitor {
  readonly server: DemoServer;
  readonly chat: Chat;
  /** This test's own: scenes are played at the same time. */
  readonly expect: ExpectStatic;
  /** A page of the example, ready to be used. */
  open(search?: string, within?: BrowserContext): Promise<Page>;
  /** Accepts the offer by talking about it. */
  openChat(page: Page, question: string, steps: string): Promise<void>;
  /** Somebody else, or the same person at another device; gone when the scene is over. */
  newVisitor(): Promise<Visitor>;
}

export interface Scene<Chat extends StoryChat = StoryChat> {
  /** Begins with the scenario of docs/acceptance.md. */
  readonly title: string;
  /** Default: every chat. */
  readonly chats?: readonly ChatName[];
  play(stage: Stage<Chat>): Promise<void>;
}

/** Scenes that share a server. */
export interface Act<Chat extends StoryChat = StoryChat> {
  readonly name: string;
  readonly example: Example;
  readonly product?: StoryChat["product"];
  readonly config?: () => Partial<UsherConfig>;
  /** Default: at the same time, because most of a scene is waiting. */
  readonly oneByOne?: boolean;
  readonly scenes: readonly Scene<Chat>[];
}

/** Registers a test for every scene of the acts that is played with this chat. */
export function tellStory<Chat extends StoryChat>(
  chatName: ChatName,
  startChat: () => Promise<Chat>,
  acts: readonly Act<Chat>[],
): void {
  let browser: Browser;
  let chat: Chat;
  beforeAll(async () => {
    browser = await launchChromium();
    chat = await startChat();
  });
  afterAll(async () => {
    await browser.close();
    await chat.stop();
  });

  for (const act of acts) {
    const scenes = act.scenes.filter(({ chats }) => chats?.includes(chatName) ?? true);
    if (scenes.length === 0) continue;
    describe(act.name, { concurrent: act.oneByOne !== true }, () => {
      let server: DemoServer;
      beforeAll(async () => {
        server = await serve(act, chat);
      });
      afterAll(() => server.stop());

      for (const { title, play } of scenes) {
        test(title, async ({ expect }) => {
          const visitors: Visitor[] = [];
          const newVisitor = async (): Promise<Visitor> => {
            const visitor = await chat.newVisitor(browser);
            visitors.push(visitor);
            return visitor;
          };
          try {
            await play({ expect, ...setStage(act.example, chat, server, await newVisitor(), newVisitor) });
          } finally {
            await Promise.all(visitors.map(({ context }) => context.close()));
          }
        });
      }
    });
  }
}

function serve({ example, product, config }: Pick<Act, "example" | "product" | "config">, chat: StoryChat) {
  const app = chat.appOf(example);
  const staticFiles = app && { staticFiles: [{ path: `/demo/${example}`, dir: app, spa: true }] };
  return startDemoServer({
    example,
    product: { ...chat.product, ...product },
    config: { ...staticFiles, ...config?.() },
  });
}

function setStage<Chat extends StoryChat>(
  example: Example,
  chat: Chat,
  server: DemoServer,
  visitor: Visitor,
  newVisitor: () => Promise<Visitor>,
): Omit<Stage<Chat>, "expect"> {
  return {
    ...visitor,
    server,
    chat,
    newVisitor,
    async open(search = "", within = visitor.context) {
      const page = await within.newPage();
      await page.goto(`${server.url}/demo/${example}${search}`);
      await page.locator("h1").first().waitFor();
      await chat.ready(page);
      return page;
    },
    async openChat(page, question, steps) {
      await button(page, "Open chat").click();
      await chat.opened(page, question, steps);
    },
  };
}
