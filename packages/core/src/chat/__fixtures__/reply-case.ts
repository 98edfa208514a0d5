import type { ReplyGround } from "../check/reply-ground.ts";

/** One how-to with replies to it that are right and replies that invent something. */
export interface ReplyCase {
  readonly name: string;
  readonly ground: ReplyGround;
  readonly correct: readonly string[];
  readonly invented: readonly string[];
}
