import { afterAll, beforeAll } from "vitest";
import { bulkEdit, QUESTION } from "./stories/bulk-edit.ts";
import { bulkEditOverTime } from "./stories/bulk-edit-over-time.ts";
import { onboarding, SHOW_ME, TROUBLE } from "./stories/onboarding.ts";
import { ownChat } from "./stories/own-chat.ts";
import { type Act, type Scene, type Stage, tellStory } from "./stories/tell-story.ts";
import { button, card, expectSilence, nudge } from "./support/host-page.ts";
import { type LlmDouble, startLlmDouble } from "./support/llm-double.ts";
import { openStep } from "./support/onboarding-page.ts";
import { threeSaves } from "./support/projects-page.ts";

// Both stories with Usher's own panel for a chat.

let llm: LlmDouble;

beforeAll(async () => {
  llm = await startLlmDouble();
});
afterAll(() => llm.stop());

const replies: Scene = {
  title: "S-000-F: a wrong offer id leaves the offer as it is, accepting twice is once, accepting nothing is an error",
  async play({ open, server, expect }) {
    const page = await open();
    const shown = page.waitForRequest((request) => /\/v1\/offers\/[^/]+\/outcome$/.test(request.url()));
    await openStep(page, 3);
    const { authorization = "" } = await (await shown).allHeaders();
    const [, offerId = ""] = /offers\/([^/]+)\//.exec((await shown).url()) ?? [];
    const accept = async (offerId: string, option = "tour"): Promise<{ status: number; code: string | undefined }> => {
      const response = await fetch(`${server.url}/v1/offers/${offerId}/outcome`, {
        method: "POST",
        headers: { authorization, origin: server.url, "content-type": "application/json" },
        body: JSON.stringify({ outcome: "accepted", option }),
      });
      const { code } = (await response.json()) as { code?: string };
      return { status: response.status, code };
    };
    expect(await accept("of_00000000000000000000")).toEqual({ status: 404, code: "offer_unknown" });
    await nudge(page).waitFor();
    expect(await accept(`${offerId}x`)).toMatchObject({ status: 404 });
    expect(await nudge(page).isVisible()).toBe(true);
    const accepted = page.waitForRequest((request) => (request.postData() ?? "").includes('"accepted"'));
    await button(page, SHOW_ME).click();
    await card(page).waitFor();
    const { option } = JSON.parse((await accepted).postData() ?? "{}") as { option: string };
    for (let time = 0; time < 2; time++) expect(await accept(offerId, option)).toMatchObject({ status: 200 });
    expect(await card(page).count()).toBe(1);
  },
};

const labels: Scene = {
  title: "S-001-B: Open chat gives the question, then the steps, naming only real labels",
  async play({ open, openChat, complaints, expect }) {
    const page = await open();
    await threeSaves(page);
    await openChat(page, QUESTION, "Apply to N");
    const log = page.getByRole("log");
    expect(await log.locator("strong").allInnerTexts()).toEqual(["Table options", "Bulk edit", "Apply to N"]);
    await page.locator('[aria-label="Table options"]').click();
    await page.getByRole("menuitem", { name: "Bulk edit" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: /message|question/i }).fill("And then?");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await log.innerText()).split("Apply to N").length).toBeGreaterThan(2);
    await expectSilence(page);
    expect(complaints).toEqual([]);
  },
};

const leftAlone: Scene = {
  title: "S-001-F: left alone it goes after 20 s; the clock stands still while the pointer rests on it",
  async play({ open, context, expect }) {
    await context.clock.install();
    const page = await open();
    await threeSaves(page);
    await page.clock.runFor(1_000);
    await nudge(page).waitFor();
    await nudge(page).hover();
    await page.clock.runFor(30_000);
    expect(await nudge(page).isVisible()).toBe(true);
    await page.mouse.move(10, 10);
    await page.clock.runFor(21_000);
    await nudge(page).waitFor({ state: "detached" });
  },
};

/** With a model that answers so, what the chat says in the end. */
async function answer({ open, openChat }: Stage, reply: string): Promise<string> {
  llm.say(reply);
  const page = await open();
  await threeSaves(page);
  await openChat(page, QUESTION, "Apply to N");
  return page.getByRole("log").innerText();
}

const toldToModel: Scene = {
  title: "S-000-B: the model is given what happened, the user never sees it",
  async play({ open, openChat, chat, expect }) {
    llm.say(
      "I saw that the connection gives you trouble. Add our address to the whitelist, then click **Test Connection**.",
    );
    const page = await open();
    await openStep(page, 3);
    await openChat(page, TROUBLE, "Add our address to the whitelist");
    const asked = JSON.stringify(llm.requests.at(-1)?.messages);
    expect(asked).toContain("data_source_open");
    expect(asked).toContain("IP whitelist related");
    expect(await chat.text(page)).not.toContain("data_source_open");
    expect(await card(page).count()).toBe(0);
  },
};

const answersOfModel: readonly Scene[] = [
  {
    title:
      "S-001-B: the model's words are shown when they name only what exists; it was given steps and activity as data",
    async play(stage) {
      const { expect } = stage;
      const text = await answer(
        stage,
        "Happy to help!\n1. Open **Table options**.\n2. Choose **Bulk edit**.\n3. Tick some projects.\n4. Click **Apply to N**.\n",
      );
      expect(text).toContain("Happy to help!");
      const system = llm.requests.at(-1)?.messages[0]?.content ?? "";
      expect(system).toContain("Bulk edit hides in this menu");
      expect(system).toContain('"Clicked Save changes"');
    },
  },
  {
    title: "S-001-B: a control that the model invents is never on screen",
    async play(stage) {
      const { expect } = stage;
      const text = await answer(stage, "Sure!\n1. Click **Edit Selected** at the top.\n2. Then **Apply to N**.\n");
      expect(text).not.toContain("Edit Selected");
      expect(text).toContain("Bulk edit hides in this menu");
    },
  },
  {
    title: "S-001-B: when the model fails or hangs the how-to answers",
    async play(stage) {
      for (const mode of ["fail", "hang"] as const) {
        const { context } = await stage.newVisitor();
        const text = await answer({ ...stage, open: (search) => stage.open(search, context) }, mode);
        stage.expect(text).toContain("Bulk edit hides in this menu");
      }
    },
  },
];

const withModel = {
  oneByOne: true,
  config: () => ({ llm: { baseUrl: llm.baseUrl, model: "double", firstTokenTimeoutMs: 800 } }),
} as const;

const own: readonly Act[] = [
  { name: "the onboarding's offers over the wire", example: "nexus-cloud", scenes: [replies] },
  { name: "the bulk edit in the panel", example: "projects", scenes: [labels, leftAlone] },
  { name: "the onboarding with a language model", example: "nexus-cloud", ...withModel, scenes: [toldToModel] },
  { name: "the bulk edit with a language model", example: "projects", ...withModel, scenes: answersOfModel },
];

tellStory("own", async () => ownChat, [...onboarding, ...bulkEdit, ...bulkEditOverTime, ...own]);
