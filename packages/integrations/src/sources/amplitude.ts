import { parseTimestamp } from "@usher/core";
import { readAmplitudeEvent } from "./amplitude/read-amplitude-event.ts";
import { firstText, isObject } from "./body/json-values.ts";
import { readBody } from "./body/read-body.ts";
import { checkSecretHeader } from "./source/check-secret-header.ts";
import { defineSource } from "./source/define-source.ts";
import { forEachEvent } from "./source/for-each-event.ts";
import type { Source } from "./source/source.ts";

/** Amplitude's SDKs (HTTP V2 and batch API), its webhook streaming and its export files. */
export const amplitude: Source = defineSource({
  manifest: {
    id: "amplitude",
    title: "Amplitude",
    description:
      "An Amplitude SDK with `serverUrl` pointed at Usher, a webhook in Amplitude's event streaming, or an export file.",
    docs: "docs/sources.md#amplitude",
    options: {
      secret: {
        type: "secret",
        description:
          "For a webhook: what its `Authorization` header carries. With it every request must have it; leave it out for SDKs",
      },
    },
  },
  read(request, { secret }, tools, found) {
    if (typeof secret === "string" && !checkSecretHeader(request, secret, found)) return;
    const body = readBody(request, tools, true);
    if (!body.ok) return found.refuse(body.problem);
    const envelope = isObject(body.value) ? body.value : undefined;
    const events = Array.isArray(body.value) ? body.value : (envelope?.events ?? [envelope]);
    if (!Array.isArray(events) || (envelope === undefined && !Array.isArray(body.value))) {
      return found.problem("no_events", "The body holds no Amplitude events.");
    }
    if (envelope?.events !== undefined) found.key(firstText(envelope.api_key));
    const uploadedAt = parseTimestamp(envelope?.client_upload_time);
    forEachEvent(events, found, (event) => readAmplitudeEvent(event, uploadedAt, found));
  },
});
