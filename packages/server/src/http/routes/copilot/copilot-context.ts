import { copilotContext, createPathIndex, EMPTY_MEMORY, findGap, followPaths, userProfile } from "@usher/core";
import { stepsInWords } from "@usher/core/knowledge";
import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { findSession } from "./find-session.ts";
import { workflowsOf } from "./memory-reply.ts";
import { actionLines } from "./wire-actions.ts";

const LOOKED_AT = 200;
const TOLD = 30;
const PATHS = 2;
/** What is not there by then is left out. */
const DEADLINE_MS = 400;
const MOST_DEADLINE_MS = 5_000;

/**
 * `GET /v1/sessions/:session_id/copilot`: what the user does, what they know and what they should do, as a prompt for one
 * suggestion. Memory and paths are asked at once; the one that is late or fails is named in `missing`.
 */
export function copilotContextRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, knowledge, clock } = dependencies;

  app.get("/v1/sessions/:session_id/copilot", async (context) => {
    const { product, session } = await findSession(context, dependencies);
    const { productId, sessionId, subject } = session;
    const asked = Number(context.req.query("timeout_ms") ?? DEADLINE_MS);
    const deadlineMs = asked > 0 && asked <= MOST_DEADLINE_MS ? asked : DEADLINE_MS;
    const actions = await store.recentActions(productId, sessionId, LOOKED_AT);
    const told = actions.slice(-TOLD);
    const activity = actionLines(told, Math.max(0, session.actionCount - told.length)).join("\n");
    const labels = told.map(({ title }) => title).join(". ");
    const [memory, found] = await Promise.all([
      inTime(
        store.memories.findMemory(productId, subject).then((record) => record?.memory ?? EMPTY_MEMORY),
        deadlineMs,
      ),
      inTime(labels === "" ? Promise.resolve([]) : knowledge.search(product, labels, { topK: PATHS }), deadlineMs),
    ]);
    const now = clock.now();
    const { paths } = product.rules;
    const page = actions.findLast(({ url }) => url !== "")?.url;
    const tracks = followPaths(actions, createPathIndex(paths.values()));
    const known = { memory, tracks, paths: paths.values(), now };
    const gap = findGap(page === undefined ? known : { ...known, page });
    const { system, text, missing } = copilotContext({
      activity,
      profile: memory === undefined ? undefined : userProfile(memory, workflowsOf(product), now),
      paths: found?.map(({ entry }) => ({ title: entry.title, steps: stepsInWords(entry) })),
      gap,
    });
    return context.json({ product_id: productId, session_id: sessionId, as_of: now, system, text, missing, gap });
  });
}

/** Undefined when it takes too long or fails: a part of the picture is better than none. */
async function inTime<Value>(answer: Promise<Value>, deadlineMs: number): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), deadlineMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
