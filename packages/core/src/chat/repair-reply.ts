import { nearestName } from "./check/nearest-name.ts";
import type { ReplyGround } from "./check/reply-ground.ts";
import { foldName, namesInSteps, writtenNames } from "./check/vocabulary.ts";
import { createReplyCheck, type ReplyProblem } from "./check-reply.ts";

export type RepairedReply =
  | { readonly ok: true; readonly text: string; readonly repaired: boolean }
  /** Beyond repair: say the steps themselves. */
  | { readonly ok: false; readonly problems: readonly ReplyProblem[] };

/**
 * Makes a reply sayable when little is wrong with it: a name that is one letter, a plural or a count away from exactly
 * one real name is written as that; last sentences that invent something go when every name of the steps was said
 * before them. What comes out has passed the check.
 */
export function repairReply(reply: string, ground: ReplyGround): RepairedReply {
  return createReplyRepair(ground)(reply);
}

/** `repairReply` for many texts against one ground. @param said What was said before, of which this is the end. */
export function createReplyRepair(ground: ReplyGround): (reply: string, said?: string) => RepairedReply {
  const check = createReplyCheck(ground);
  const names = writtenNames(ground);
  const steps = namesInSteps(ground.howTo).map(foldName);
  return (reply, said = "") => {
    const checked = check(reply);
    if (checked.ok) return { ok: true, text: reply, repaired: false };
    const renamed = withRealNames(reply, checked.problems, names);
    if (check(renamed).ok) return { ok: true, text: renamed, repaired: true };
    const shorter = withoutWrongEnd(renamed, (text) => check(text).ok);
    const told = foldName(`${said}\n${shorter}`);
    if (shorter !== "" && steps.length > 0 && steps.every((name) => told.includes(name))) {
      return { ok: true, text: shorter, repaired: true };
    }
    return { ok: false, problems: checked.problems };
  };
}

function withRealNames(reply: string, problems: readonly ReplyProblem[], names: readonly string[]): string {
  let text = reply;
  for (const { kind, name } of problems) {
    const real = kind === "control" ? nearestName(name, names) : undefined;
    if (real !== undefined) text = text.replaceAll(name, real);
  }
  return text;
}

/** Without the sentences at the end that cannot be said; empty when nothing else is left. */
function withoutWrongEnd(reply: string, isSayable: (text: string) => boolean): string {
  const sentences = reply.split(/(?<=[.!?]["”“»]?)(?=\s)|(?<=\n)/);
  while (sentences.length > 0 && !isSayable(sentences.at(-1) ?? "")) sentences.pop();
  const rest = sentences.join("").trimEnd();
  return isSayable(rest) ? rest : "";
}
