import { readCalls } from "./customer-data/read-calls.ts";
import { checkSecretHeader } from "./source/check-secret-header.ts";
import { defineSource } from "./source/define-source.ts";
import type { Source } from "./source/source.ts";

/** RudderStack's libraries and its webhook destination. */
export const rudderstack: Source = defineSource({
  manifest: {
    id: "rudderstack",
    title: "RudderStack",
    description:
      "A RudderStack library with its data plane address pointed at Usher, or a webhook destination in RudderStack.",
    docs: "docs/sources.md#rudderstack",
    options: {
      secret: {
        type: "secret",
        description:
          "For a webhook destination: what its `Authorization` header carries. With it every request must have it; leave it out for libraries",
      },
    },
  },
  read(request, { secret }, tools, found) {
    if (typeof secret === "string" && !checkSecretHeader(request, secret, found)) return;
    readCalls(request, tools, found);
  },
});
