import { openPosthogBatch, posthogKey } from "./posthog/posthog-batch.ts";
import { readPosthogBody } from "./posthog/read-posthog-body.ts";
import { readPosthogEvent } from "./posthog/read-posthog-event.ts";
import { defineSource } from "./source/define-source.ts";
import { forEachEvent } from "./source/for-each-event.ts";
import type { Source } from "./source/source.ts";

/** Where posthog-js sends session recordings. */
const RECORDINGS = /(?:^|\/)s\/?$/;

/** posthog-js, posthog-node and whatever else speaks PostHog's capture API. */
export const posthog: Source = defineSource({
  manifest: {
    id: "posthog",
    title: "PostHog SDK",
    description:
      "posthog-js or posthog-node with `api_host` pointed at Usher: autocaptured clicks, page views, identify, custom events.",
    docs: "docs/sources.md#posthog",
    options: {
      deadClicks: {
        type: "boolean",
        default: true,
        description:
          "Keep `$dead_click`. PostHog also reports controls whose effect is not in the page, such as a save that changes nothing visible",
      },
    },
  },
  read(request, { deadClicks }, tools, found) {
    // Recordings are neither read nor refused: a client that is refused sends them again.
    if (RECORDINGS.test(request.path)) return found.drop("recording");
    const body = readPosthogBody(request, tools);
    if (!body.ok) return found.refuse(body.problem);
    const batch = openPosthogBatch(body.value, request);
    if (batch === undefined) return found.problem("no_events", "The body holds no PostHog events.");
    found.key(batch.key);
    const context = {
      sentAt: batch.sentAt,
      receivedAt: request.receivedAt,
      keepsDeadClicks: deadClicks !== false,
    };
    forEachEvent(batch.events, found, (event) => {
      found.key(posthogKey(event));
      readPosthogEvent(event, context, found);
    });
  },
});
