import { pathToFileURL } from "node:url";
import type { StaticFiles } from "@usher/server";
import { pageSdkFiles } from "../page-sdk.ts";
import { type DemoFiles, EXAMPLES, type Example } from "./demo-files.ts";

/** Which chat "Open chat" opens in the demo: Usher's own panel, or a vendor's widget. */
export const CHATS = ["own", "rasa", "inkeep"] as const;

export type DemoChat = (typeof CHATS)[number];

/** A vendor's chat for the demo: its real widget in the examples, and a test double of its server. */
export interface ChatDouble {
  /** Says plainly that a double answers, for the terminal. */
  readonly notice: string;
  /** The examples built with the widget: folders. */
  readonly apps: Readonly<Record<Example, string>>;
  /** What every product's configuration gets besides its own. */
  readonly product: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts the double of a vendor's server; nothing for Usher's own panel. */
export async function startChatDouble(
  chat: DemoChat,
  files: DemoFiles,
  log: (line: string) => void,
): Promise<ChatDouble | undefined> {
  if (chat === "own") return undefined;
  const { startDemoChat } = (await import(pathToFileURL(files.chatDoubles).href)) as {
    startDemoChat(chat: DemoChat, examples: readonly Example[], log: (line: string) => void): Promise<ChatDouble>;
  };
  return startDemoChat(chat, EXAMPLES, log);
}

/** The files that the demo serves. */
export function demoPages(files: DemoFiles, chat: ChatDouble | undefined): readonly StaticFiles[] {
  const apps = files.examples.map(({ id, app }) => ({
    path: `/demo/${id}`,
    dir: chat === undefined ? app : chat.apps[id],
    spa: true,
  }));
  return [...apps, pageSdkFiles(), { path: "/", dir: files.landing }];
}
