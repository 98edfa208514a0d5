import {
  type CopilotContext,
  copilotContext,
  createPathIndex,
  EMPTY_MEMORY,
  findGap,
  followPaths,
  type Gap,
  userProfile,
} from "@usher/core";
import { stepsInWords } from "@usher/core/knowledge";
import { inTime } from "../../../deadline/in-time.ts";
import type { SessionRecord } from "../../../ports/store.ts";
import type { Product } from "../../../products/product.ts";
import type { HttpDependencies } from "../../dependencies.ts";
import { workflowsOf } from "./memory-reply.ts";
import { actionLines } from "./wire-actions.ts";

const LOOKED_AT = 200;
const TOLD = 30;
const PATHS = 2;
/** What is not there by then is left out. */
const DEADLINE_MS = 400;

export interface NextStepReply extends CopilotContext {
  readonly product_id: string;
  readonly session_id: string;
  readonly as_of: number;
  readonly gap: Gap;
}

/**
 * What the user does, what they know and what they should do, as a prompt for one suggestion. Memory and paths are asked
 * at once; the one that is late or fails is named in `missing`.
 */
export async function nextStepReply(
  { store, knowledge, clock }: Pick<HttpDependencies, "store" | "knowledge" | "clock">,
  product: Product,
  session: SessionRecord,
  deadlineMs: number = DEADLINE_MS,
): Promise<NextStepReply> {
  const { productId, sessionId, subject } = session;
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
  return { product_id: productId, session_id: sessionId, as_of: now, system, text, missing, gap };
}
