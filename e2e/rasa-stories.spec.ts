import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { bulkEdit } from "./stories/bulk-edit.ts";
import { bulkEditOverTime } from "./stories/bulk-edit-over-time.ts";
import { LAST_STEP, onboarding, TROUBLE } from "./stories/onboarding.ts";
import { launcher, type RasaChat, senderId, startRasaChat } from "./stories/rasa-chat.ts";
import { type Act, type Scene, tellStory } from "./stories/tell-story.ts";
import { card, nudge } from "./support/host-page.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";
import { openStep } from "./support/onboarding-page.ts";
import { threeSaves } from "./support/projects-page.ts";
import { post, tokenOf } from "./support/report.ts";

// Both stories with the real rasa-webchat; rasa.spec.ts has what is Rasa's own.

let llm: LlmDouble;

beforeAll(async () => {
  llm = await startLlmDouble();
});
afterAll(() => llm.stop());

async function isClearOfLauncher(page: Page): Promise<boolean> {
  const [ours, theirs] = [await nudge(page).boundingBox(), await launcher(page).boundingBox()];
  if (ours === null || theirs === null) throw new Error("The nudge or the launcher is not on screen.");
  return (
    ours.y + ours.height <= theirs.y ||
    theirs.y + theirs.height <= ours.y ||
    ours.x + ours.width <= theirs.x ||
    theirs.x + theirs.width <= ours.x
  );
}

const replies: Scene<RasaChat> = {
  title: "S-000-F: a wrong offer id neither takes the popup away nor reaches Rasa; accepting twice asks once",
  async play({ open: openPage, openChat, server, chat, expect }) {
    const page = await openPage();
    const token = await tokenOf(page);
    const sender = await senderId(page);
    const said = () => chat.double.calls.filter((call) => call.senderId === sender);
    const open = (offerId: string) =>
      post(server, token, "/bridge/rasa/open", { offer_id: offerId, sender_id: sender });
    const accept = (offerId: string) =>
      post(server, token, `/v1/offers/${offerId}/outcome`, { outcome: "accepted", option: "chat" });
    expect(await open("of_00000000000000000000")).toBe(404);
    expect(await accept("of_00000000000000000000")).toBe(404);
    const shown = page.waitForRequest((request) => /\/v1\/offers\/[^/]+\/outcome$/.test(request.url()));
    await openStep(page, 3);
    const [, offerId = ""] = /offers\/([^/]+)\//.exec((await shown).url()) ?? [];
    await nudge(page).waitFor();
    expect(await open(`${offerId}x`)).toBe(404);
    expect(await accept(`${offerId}x`)).toBe(404);
    expect(await nudge(page).isVisible()).toBe(true);
    expect(said()).toEqual([]);
    await openChat(page, TROUBLE, LAST_STEP);
    expect(await accept(offerId)).toBe(200);
    expect(await open(offerId)).toBe(200);
    await page.waitForTimeout(1_000);
    expect(said().map(({ type }) => type)).toEqual(["trigger", "trigger"]);
  },
};

const clearOfLauncher: Scene<RasaChat> = {
  title: "S-001-A: the nudge is clear of the widget's launcher",
  async play({ open, expect }) {
    const page = await open();
    await page.setViewportSize({ width: 1280, height: 900 });
    await threeSaves(page);
    await nudge(page).waitFor();
    expect(await isClearOfLauncher(page)).toBe(true);
  },
};

const toldToModel: Scene<RasaChat> = {
  title: "S-000-B: the model is given what happened; Rasa and the user get its words alone",
  async play({ open, openChat, chat, expect }) {
    llm.say("Add our address to the whitelist, then click **Test Connection**.");
    const page = await open();
    await page.setViewportSize({ width: 1280, height: 900 });
    await openStep(page, 3);
    await nudge(page).waitFor();
    expect(await isClearOfLauncher(page)).toBe(true);
    await openChat(page, TROUBLE, "Add our address to the whitelist");
    const asked = JSON.stringify(llm.requests.at(-1)?.messages);
    expect(asked).toContain("data_source_open");
    expect(asked).toContain("IP whitelist related");
    expect(await chat.text(page)).not.toContain("data_source_open");
    expect(JSON.stringify(chat.double.calls)).not.toContain("data_source_open");
    expect(await card(page).count()).toBe(0);
  },
};

const rasa: readonly Act<RasaChat>[] = [
  { name: "the onboarding's offers over the wire", example: "nexus-cloud", scenes: [replies] },
  { name: "the bulk edit beside the launcher", example: "projects", scenes: [clearOfLauncher] },
  {
    name: "the onboarding with a language model",
    example: "nexus-cloud",
    config: () => ({ llm: { baseUrl: llm.baseUrl, model: "double", firstTokenTimeoutMs: 2_000 } }),
    scenes: [toldToModel],
  },
];

tellStory("rasa", startRasaChat, [...onboarding, ...bulkEdit, ...bulkEditOverTime, ...rasa]);
