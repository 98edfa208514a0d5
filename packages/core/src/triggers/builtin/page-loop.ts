import { measurePageLoop, type PageLoopParams } from "../../signals/page-loop.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";

/** Coming back to the same page again and again. */
export const pageLoop: Builtin<PageLoopParams> = {
  id: "page_loop",
  title: "Going in circles",
  description:
    "The user comes to the same page three times within 15 s. A sent form on the way is progress; reloads and changed queries are no new visit.",
  parameters: {
    entries: { type: "integer", default: 3, min: 2, max: 20, description: "Times the user came to the page." },
    withinS: { type: "number", default: 15, min: 1, max: 600, description: "Length of the window." },
  },
  defaultBody: "Going in circles? Tell me what you’re after and I’ll show you.",
  when: (params) =>
    measured(`the same page entered at least ${params.entries} times within ${params.withinS} s`, (actions, now) =>
      measurePageLoop(actions, now, params),
    ),
};
