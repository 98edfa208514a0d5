import {
  CanonicalPingPongTrigger,
  ScopedCanonicalPingPongTrigger,
} from "../../../triggers/builtin/canonical-url-ping-pong.ts";
import { canonicalUrlPingPong, pingPongEitherLeg } from "../../../triggers/builtin/url-returns.ts";
import { canonicalUrlsTouchSubstring, filterPingPongHits } from "../../../triggers/builtin/url-scope.ts";
import { parseProactiveTriggerResult } from "../../../triggers/proactive-trigger-result.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { given, inputContext, observedResult } from "./context-input.ts";

export const pingPong: ConformanceArea = {
  area: "ping_pong",
  run(fn, input) {
    const urls = (input.urls ?? []) as readonly (string | null)[];
    const substring = input.substring as string;
    const minCycles = given("minCycles", input.min_cycles as number | undefined);
    switch (fn) {
      case "canonical_url_ping_pong":
        return canonicalUrlPingPong(urls, minCycles.minCycles);
      case "ping_pong_either_leg":
        return pingPongEitherLeg(urls, input.projects_substring as string | undefined, minCycles.minCycles);
      case "canonical_ping_pong_trigger":
        return observedResult(new CanonicalPingPongTrigger(minCycles).evaluate(inputContext({ canonicalUrls: urls })));
      case "scoped_ping_pong_trigger": {
        const urlMustContain = input.url_must_contain as string;
        const trigger = new ScopedCanonicalPingPongTrigger({ urlMustContain, ...minCycles });
        return observedResult(trigger.evaluate(inputContext({ canonicalUrls: urls })));
      }
      case "canonical_urls_touch_substring":
        return canonicalUrlsTouchSubstring(urls, substring);
      case "filter_ping_pong_hits": {
        const hits = (input.hits as readonly unknown[]).map(parseProactiveTriggerResult);
        return filterPingPongHits(urls, hits, substring).map((hit) => hits.indexOf(hit));
      }
      default:
        return unknownFunction(fn);
    }
  },
};
