import { defineGoldenPath, EMPTY_MEMORY, type SessionRequest } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { SignJWT } from "jose";
import { afterEach, expect, test } from "vitest";
import { createMemoryStore } from "../src/adapters/memory-store.ts";
import type { LanguageModel, Prompt } from "../src/ports/language-model.ts";
import { createPageClient, type PageClient } from "./support/page-client.ts";
import { ORIGIN, PROJECTS, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const SECRET = "an identity secret of at least 32 characters";
const invite = defineGoldenPath({
  id: "invite-team",
  title: "Invite your team",
  page: ["/members"],
  steps: [
    { id: "open", title: "Open members", description: "Open **Members**.", target: { selectors: ["#members"] } },
    { id: "send", title: "Send", description: "Click **Send invitations**.", target: { selectors: ["#send"] } },
  ],
  goal: "Everybody has an invitation.",
});
const inviting = sampleTrigger({ id: "inviting", page: "/members", howTo: invite });
const config = sampleConfig({ triggers: [sampleTrigger(), inviting] });
const proving = sampleConfig({ triggers: [sampleTrigger(), inviting], identitySecrets: [SECRET] });

let server: TestServer;
afterEach(() => server.stop());

function doubleOf(text: string): LanguageModel & { readonly prompts: Prompt[] } {
  const prompts: Prompt[] = [];
  return {
    prompts,
    async *stream(prompt) {
      prompts.push(prompt);
      yield text;
    },
  };
}

async function onProjects(identity?: SessionRequest["identity"]): Promise<PageClient> {
  const page = createPageClient(server.url);
  await page.start(identity === undefined ? {} : { identity });
  await page.capture({ type: "page_view", url: PROJECTS });
  return page;
}

async function reply(page: PageClient, message: string): Promise<string> {
  const frames = await page.chat({ message });
  return frames
    .filter(({ event }) => event === "reply-delta")
    .map(({ data }) => (data as { readonly text: string }).text)
    .join("");
}

async function remember(subject: string): Promise<void> {
  const correction = { status: "mastered", at: Date.now() } as const;
  const memory = { ...EMPTY_MEMORY, corrections: { [invite.id]: correction } };
  await server.store.memories.saveMemory({ productId: "projects", subject, memory, version: 1 });
}

test("without a model a question about something else is answered with the steps of the path it is about", async () => {
  server = await startTestServer(config);
  const answer = await reply(await onProjects(), "How do I invite my team?");
  expect(answer).toContain("1. Open **Members**.\n2. Click **Send invitations**.");
});

test("a model is given the path that was found, and may name its controls", async () => {
  const model = doubleOf("Open **Members**, then click **Send invitations**.");
  server = await startTestServer(config, { model });
  expect(await reply(await onProjects(), "How do I invite my team?")).toBe(
    "Open **Members**, then click **Send invitations**.",
  );
  expect(model.prompts[0]?.system).toContain("Click **Send invitations**.");
});

test("a question that no path answers is about the page, and elsewhere nothing is made up", async () => {
  server = await startTestServer(config);
  expect(await reply(await onProjects(), "Why is the weather so bad?")).not.toContain("Send invitations");
  const page = createPageClient(server.url);
  await page.start();
  await page.capture({ type: "page_view", url: `${ORIGIN}/elsewhere` });
  expect(await reply(page, "Why is the weather so bad?")).not.toMatch(/^1\./m);
});

test("memory reaches the prompt of a proved user and of a visitor, never of who claims a name", async () => {
  const model = doubleOf("Open **Members**.");
  const token = await new SignJWT({ sub: "ada" })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("usher:projects")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(SECRET));
  for (const identity of [{ user_id: "ada", token }, undefined, { user_id: "grace" }]) {
    server = await startTestServer(identity?.user_id === "ada" ? proving : config, { model });
    const page = await onProjects(identity);
    const session = await server.engine.find("projects", page.session.session_id);
    await remember(session?.subject ?? "");
    await reply(page, "How do I invite my team?");
    if (identity?.user_id !== "grace") await server.stop();
  }
  const told = model.prompts.map(({ system }) => system.includes(`Mastered: ${invite.id}`));
  expect(told).toEqual([true, true, false]);
});

test("a store of memories that never answers, and one that fails, delay a reply by no more than its deadline", async () => {
  for (const findMemory of [() => new Promise<never>(() => {}), () => Promise.reject(new Error("down"))]) {
    const store = createMemoryStore();
    server = await startTestServer(config, { store });
    const page = await onProjects();
    const usual = store.memories.findMemory;
    Object.assign(store.memories, { findMemory });
    const started = performance.now();
    expect(await reply(page, "How do I invite my team?")).toContain("Send invitations");
    expect(performance.now() - started).toBeLessThan(5_000);
    Object.assign(store.memories, { findMemory: usual });
    await server.stop();
  }
  server = await startTestServer(config);
});
