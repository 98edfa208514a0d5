import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StaticFiles } from "@usher/server";
import type { DemoFiles } from "./demo-files.ts";

/** Which chat "Open chat" opens in the demo: Usher's own panel, or a vendor's widget. */
export const CHATS = ["own", "rasa", "inkeep"] as const;

export type DemoChat = (typeof CHATS)[number];

/** A vendor's chat for the demo: its real widget in the page, and a test double of its server. */
export interface ChatDouble {
  /** Says plainly that a double answers, for the terminal. */
  readonly notice: string;
  /** What a page needs to show the widget; given to the examples as JSON. */
  readonly page: Readonly<Record<string, unknown>>;
  /** What every product's configuration gets besides its own. */
  readonly product: Readonly<Record<string, unknown>>;
  /** Files of the widget. */
  readonly staticFiles: readonly StaticFiles[];
  stop(): Promise<void>;
}

/** Starts the double of a vendor's server; nothing for Usher's own panel. */
export async function startChatDouble(chat: DemoChat, files: DemoFiles): Promise<ChatDouble | undefined> {
  if (chat === "own") return undefined;
  const { startDemoChat } = (await import(pathToFileURL(files.chatDoubles).href)) as {
    startDemoChat(chat: DemoChat): Promise<ChatDouble>;
  };
  return startDemoChat(chat);
}

/**
 * The files that the demo serves. With a vendor's chat the examples are copies in `folder` whose pages say so: the
 * examples themselves are built once, for every chat.
 */
export function demoPages(files: DemoFiles, chat: ChatDouble | undefined, folder: string): readonly StaticFiles[] {
  const apps = files.examples.map(({ id, app }) => ({
    path: `/demo/${id}`,
    dir: chat === undefined ? app : copyWithChat(app, join(folder, id), chat.page),
    spa: true,
  }));
  const widget = chat?.staticFiles ?? [];
  return [...apps, ...widget, { path: "/sdk", dir: files.sdk }, { path: "/", dir: files.landing }];
}

function copyWithChat(from: string, to: string, page: ChatDouble["page"]): string {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  const index = join(to, "index.html");
  const html = readFileSync(index, "utf8");
  const json = JSON.stringify(page).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  writeFileSync(index, html.replace("<head>", `<head>\n    <meta name="usher-demo-chat" content="${json}" />`));
  return to;
}
