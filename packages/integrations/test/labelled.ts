import { normaliseEvent } from "@usher/core";
import type { RawEventWithIdentity, Source, SourceOptions, SourceRequest, SourceResult } from "../src/sources/index.ts";
import { RECEIVED_AT } from "./a-request.ts";
import { nodeTools } from "./node-tools.ts";

export function parseAll(
  source: Source,
  requests: readonly SourceRequest[],
  options: SourceOptions = {},
): SourceResult {
  const results = requests.map((request) => source.parse(request, options, nodeTools));
  return {
    events: results.flatMap(({ events }) => events),
    identities: results.flatMap(({ identities }) => identities),
    dropped: results.flatMap(({ dropped }) => dropped),
    problems: results.flatMap(({ problems }) => problems),
  };
}

/** The sentences that the pipeline makes of the events, in their order of arrival. */
export function titlesOf(events: readonly RawEventWithIdentity[]): readonly string[] {
  return events.map(({ event, sentAt }) => {
    const sent = sentAt === undefined ? {} : { sentAt };
    return normaliseEvent({ event, receivedAt: RECEIVED_AT, ...sent }).title;
  });
}
