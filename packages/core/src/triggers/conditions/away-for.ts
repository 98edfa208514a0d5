import { DAY_MS } from "../../ids.ts";
import { counted } from "../../signals/signal-reading.ts";
import type { Condition } from "../condition.ts";
import { remembers } from "./remembers.ts";

/** Met when the session before this one ended at least so many days ago; never in the first. */
export function awayFor({ days }: { readonly days: number }): Condition {
  return remembers(`away for at least ${days} days`, ({ lastSeenAt }, { now }) =>
    lastSeenAt === null ? { met: false } : counted((now - lastSeenAt) / DAY_MS, days),
  );
}
