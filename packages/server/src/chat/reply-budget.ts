import { createBoundedMap } from "../engine/bounded-map.ts";
import { type Bucket, takeTokens } from "../limits/token-bucket.ts";
import type { Logger } from "../observe/logger.ts";
import type { ChatSettings } from "./chat-settings.ts";

/** Why a reply is not the model's. */
export type BudgetRefusal = "session_minute" | "user_day" | "product_day";

/** How many replies a model may write. In this process only; a restart forgives what was spent. */
export interface ReplyBudget {
  /** Takes one reply, or says which budget has none left; then nothing is taken. */
  take(asked: Asked, settings: ChatSettings): BudgetRefusal | undefined;
  /** Counts what a reply and its context were, characters. */
  spend(productId: string, chars: number, settings: ChatSettings): void;
}

interface Asked {
  readonly productId: string;
  readonly sessionId: string;
  /** Whose day it is: `user:<id>` or `visitor:<id>`. */
  readonly subject: string;
}

interface Day {
  readonly day: number;
  readonly count: number;
}

const DAY_MS = 86_400_000;
const CHARS_PER_TOKEN = 4;
const MAX_KEYS = 20_000;
const WARN_SHARE = 0.8;

export function createReplyBudget(now: () => number, log: Logger): ReplyBudget {
  const minutes = createBoundedMap<Bucket>(MAX_KEYS);
  const users = createBoundedMap<Day>(MAX_KEYS);
  const products = createBoundedMap<Day>(MAX_KEYS);

  const countOf = (days: typeof users, key: string): number => {
    const found = days.get(key);
    return found?.day === today() ? found.count : 0;
  };
  const today = (): number => Math.floor(now() / DAY_MS);

  return {
    take({ productId, sessionId, subject }, settings) {
      const user = `${productId}\u0000${subject}`;
      const session = `${productId}\u0000${sessionId}`;
      const used = countOf(users, user);
      if (countOf(products, productId) >= settings.tokensPerDay) return "product_day";
      if (used >= settings.repliesPerDay) return "user_day";
      const rate = { perMinute: settings.repliesPerMinute, burst: settings.repliesPerMinute };
      const { bucket, waitMs } = takeTokens(minutes.get(session), rate, now());
      if (waitMs > 0) return "session_minute";
      minutes.set(session, bucket);
      users.set(user, { day: today(), count: used + 1 });
      return undefined;
    },
    spend(productId, chars, { tokensPerDay }) {
      const before = countOf(products, productId);
      const count = before + Math.ceil(chars / CHARS_PER_TOKEN);
      products.set(productId, { day: today(), count });
      const warnAt = tokensPerDay * WARN_SHARE;
      if (before < warnAt && count >= warnAt) log.warn({ productId, count, tokensPerDay }, "chat budget nearly spent");
    },
  };
}
