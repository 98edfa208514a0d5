import { DAY_MS } from "../../ids.ts";
import { counted } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";
import { remembers } from "./remembers.ts";

/** Met when the account was made at least so many days ago. */
export function accountOlderThan({ days }: { readonly days: number }): Condition {
  return remembers(`account at least ${days} days old`, ({ accountCreatedAt }, { now }) =>
    accountCreatedAt === null ? { met: false } : counted((now - accountCreatedAt) / DAY_MS, days),
  );
}
