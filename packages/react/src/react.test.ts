import type { UsherClient, UsherOptions } from "@usher/browser";
import { createUsher } from "@usher/browser";
import { inkeepChat } from "@usher/browser/bridges/inkeep";
import { createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import {
  UsherInkeepChat,
  UsherProvider,
  useIdentify,
  useInkeepChat,
  useOffer,
  useUsher,
  withUsherContext,
} from "./index.ts";
import { keepRunning } from "./keep-running.ts";
import { createOfferStore } from "./offer-store.ts";

const options: UsherOptions = { key: "pk_test", host: "http://usher.test" };

function Chat({ aiChatSettings }: { readonly aiChatSettings?: { readonly introMessage?: string } }): ReactNode {
  return createElement("p", null, aiChatSettings?.introMessage ?? "nothing");
}

const Wrapped = withUsherContext(Chat);

function Asking(): ReactNode {
  useUsher().track("rendered");
  useIdentify({ id: "u_1" });
  return createElement(Offered);
}

function Offered(): ReactNode {
  return createElement("p", null, String(useOffer()));
}

function Bridged(): ReactNode {
  const bridge = useInkeepChat();
  return createElement(Wrapped, { bridge });
}

function provided(child: ReactNode, chat?: UsherOptions["chat"]): string {
  return renderToString(
    createElement(UsherProvider, { options: { ...options, ...(chat === undefined ? {} : { chat }) } }, child),
  );
}

describe("on a server", () => {
  test("everything renders, and nothing starts", () => {
    expect(provided(createElement(Asking))).toBe("<p>null</p>");
  });

  test("the chat renders with the host's own first words", () => {
    const own = { chat: Chat, aiChatSettings: { introMessage: "Hi!" } };
    expect(provided(createElement(UsherInkeepChat<Parameters<typeof Chat>[0]>, own), inkeepChat())).toBe("<p>Hi!</p>");
    expect(provided(createElement(Wrapped, { aiChatSettings: { introMessage: "Hi!" } }), inkeepChat())).toBe(
      "<p>Hi!</p>",
    );
    expect(provided(createElement(Bridged))).toBe("<p>nothing</p>");
  });

  test("what is missing is said", () => {
    expect(() => renderToString(createElement(Offered))).toThrow("useOffer needs a <UsherProvider>");
    expect(() => provided(createElement(Wrapped))).toThrow("needs a bridge");
  });
});

/** A client that notes what it is told. */
function createNotedClient(): { client: UsherClient; log: string[] } {
  const log: string[] = [];
  const client: UsherClient = {
    ...createUsher(),
    init: ({ key }) => void log.push(`init ${key}`),
    shutdown: () => void log.push("shutdown"),
  };
  return { client, log };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test("what lets go and takes hold again at once interrupts nothing", async () => {
  const { client, log } = createNotedClient();
  const first = keepRunning(client, options);
  first();
  const second = keepRunning(client, options);
  await soon();
  expect(log).toEqual(["init pk_test", "init pk_test"]);
  second();
  await soon();
  expect(log).toEqual(["init pk_test", "init pk_test", "shutdown"]);
});

test("two providers of one client end it together", async () => {
  const { client, log } = createNotedClient();
  const stops = [keepRunning(client, options), keepRunning(client, options)];
  stops[0]?.();
  await soon();
  expect(log).not.toContain("shutdown");
  stops[1]?.();
  await soon();
  expect(log).toContain("shutdown");
});

test("the latest offer and what became of it", () => {
  type Listener = (payload: object) => void;
  const listeners = new Map<string, Listener>();
  const client = {
    ...createUsher(),
    on(name: string, listener: Listener) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
  } as UsherClient;
  const store = createOfferStore(client);
  const stop = store.follow();
  expect(store.view()).toBeNull();
  listeners.get("offer-shown")?.({ offerId: "o_1", triggerId: "stuck" });
  expect(store.view()).toEqual({ offerId: "o_1", triggerId: "stuck", status: "shown" });
  listeners.get("offer-withdrawn")?.({ offerId: "o_0" });
  expect(store.view()?.status).toBe("shown");
  listeners.get("offer-accepted")?.({ offerId: "o_1", optionId: "chat", kind: "chat" });
  expect(store.view()).toEqual({ offerId: "o_1", triggerId: "stuck", status: "accepted", kind: "chat" });
  stop();
  expect(listeners.size).toBe(0);
});
