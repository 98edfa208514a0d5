import { readBody } from "./body/read-body.ts";
import { MAPPED_FIELDS, MAPPED_TYPES, mappingOptions } from "./json-mapping/mapping-options.ts";
import { readMappedEvent } from "./json-mapping/read-mapped-event.ts";
import { resolvePointer } from "./json-mapping/resolve-pointer.ts";
import { checkSecretHeader } from "./source/check-secret-header.ts";
import { defineSource } from "./source/define-source.ts";
import { forEachEvent } from "./source/for-each-event.ts";
import { signatureMatches } from "./source/signature.ts";
import type { Source } from "./source/source.ts";

/** Any sender of JSON, by a mapping in the configuration. */
export const jsonMapping: Source = defineSource({
  manifest: {
    id: "json-mapping",
    title: "JSON by mapping",
    description: "Any service that posts JSON: the configuration says where in it each field is.",
    docs: "docs/sources.md#json-mapping",
    options: {
      secret: {
        type: "secret",
        required: true,
        description: "What `Authorization` carries, or what the body is signed with",
      },
      signatureHeader: {
        type: "text",
        description:
          "The header that holds the HMAC-SHA256 of the body, in hexadecimal or base64, with or without `sha256=`; without it `Authorization` is checked",
      },
      events: { type: "pointer", description: "The list of events, or the event; the whole body when left out" },
      fields: {
        type: "record",
        required: true,
        keys: Object.keys(MAPPED_FIELDS),
        values: "pointer",
        description: "Where in an event each field is",
      },
      types: {
        type: "record",
        values: { choices: MAPPED_TYPES },
        description: 'What each of the sender\'s event types is here; "*" stands for all others',
      },
      properties: { type: "pointer", description: "The object whose plain values become properties, or traits" },
    },
  },
  read(request, checked, tools, found) {
    const options = mappingOptions(checked);
    const { secret = "", signatureHeader } = options;
    if (signatureHeader === undefined) {
      if (!checkSecretHeader(request, secret, found)) return;
    } else {
      const given = request.headers[signatureHeader.toLowerCase()]?.trim().replace(/^sha256=/, "");
      if (given === undefined) return found.problem("signature_missing", `Send the signature as ${signatureHeader}.`);
      const expected = tools.hmac("sha256", secret, request.body);
      if (!signatureMatches(expected, given, "hex") && !signatureMatches(expected, given, "base64")) {
        return found.problem("signature_invalid", `${signatureHeader} does not sign the body.`);
      }
    }
    const body = readBody(request, tools, true);
    if (!body.ok) return found.refuse(body.problem);
    const events = resolvePointer(body.value, options.events);
    if (typeof events !== "object" || events === null) {
      return found.problem("no_events", "There is neither a list nor an object where the events should be.");
    }
    forEachEvent([events].flat(), found, (event, index) => {
      readMappedEvent(event, options, `events[${index}]`, found);
    });
  },
});
