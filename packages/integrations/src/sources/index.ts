import { amplitude } from "./amplitude.ts";
import { fullstory } from "./fullstory.ts";
import { jsonMapping } from "./json-mapping.ts";
import { posthog } from "./posthog.ts";
import { posthogWebhook } from "./posthog-webhook.ts";
import { rudderstack } from "./rudderstack.ts";
import { segment } from "./segment.ts";
import type { Source } from "./source/source.ts";

/** Every event source. Adding one is a file beside this one and a line here. */
export const SOURCES: readonly Source[] = [
  posthog,
  posthogWebhook,
  segment,
  rudderstack,
  amplitude,
  fullstory,
  jsonMapping,
];

export function findSource(id: string): Source | undefined {
  return SOURCES.find(({ manifest }) => manifest.id === id);
}

export { posthogRequestKey } from "./posthog/posthog-request-key.ts";
export { checkOptions } from "./source/check-options.ts";
export { MAX_EVENTS, MAX_INFLATED_BYTES } from "./source/limits.ts";
export type { OptionSpec, SourceManifest } from "./source/manifest.ts";
export { replyStatus } from "./source/reply-status.ts";
export type {
  DroppedEvents,
  DropReason,
  Inflated,
  RawEventWithIdentity,
  Source,
  SourceIdentity,
  SourceOptions,
  SourcePerson,
  SourceProblem,
  SourceProblemCode,
  SourceRequest,
  SourceResult,
  SourceTools,
} from "./source/source.ts";
export { amplitude, fullstory, jsonMapping, posthog, posthogWebhook, rudderstack, segment };
