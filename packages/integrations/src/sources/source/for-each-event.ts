import { isObject, type JsonObject } from "../body/json-values.ts";
import type { Collector } from "./collector.ts";
import { MAX_EVENTS } from "./limits.ts";

/** Reads every event of a batch; what is no event costs only itself. */
export function forEachEvent(
  events: readonly unknown[],
  found: Collector,
  read: (event: JsonObject, index: number) => void,
): void {
  if (events.length > MAX_EVENTS) {
    return found.problem("too_many_events", `Send at most ${MAX_EVENTS} events; split the batch.`);
  }
  for (const [index, event] of events.entries()) {
    if (isObject(event)) {
      read(event, index);
    } else {
      found.drop("invalid_event");
      found.problem("event_invalid", "An event is a JSON object.", `events[${index}]`);
    }
  }
}
