import { readCalls } from "./customer-data/read-calls.ts";
import { defineSource } from "./source/define-source.ts";
import { signatureMatches } from "./source/signature.ts";
import type { Source } from "./source/source.ts";

/** Segment's libraries (HTTP tracking API) and Segment's webhook destination. */
export const segment: Source = defineSource({
  manifest: {
    id: "segment",
    title: "Segment",
    description:
      "analytics.js or a server library with its API host pointed at Usher, or a webhook destination in Segment.",
    docs: "docs/sources.md#segment",
    options: {
      secret: {
        type: "secret",
        description:
          "The webhook destination's shared secret. With it every request must be signed (`X-Signature`); leave it out for libraries",
      },
    },
  },
  read(request, { secret }, tools, found) {
    if (typeof secret === "string") {
      const signature = request.headers["x-signature"];
      if (signature === undefined) return found.problem("signature_missing", "Send the signature as X-Signature.");
      if (!signatureMatches(tools.hmac("sha1", secret, request.body), signature.trim(), "hex")) {
        // Segment signs only the first event of a batch, which proves nothing about the others.
        return found.problem("signature_invalid", "X-Signature does not sign the body; turn batching off in Segment.");
      }
    }
    readCalls(request, tools, found);
  },
});
