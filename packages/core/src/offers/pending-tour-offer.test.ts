import { expect, test } from "vitest";
import { pendingOfferToJson, resolvePendingValue } from "./pending-tour-offer.ts";

test("a stored offer names its tour again", () => {
  expect(resolvePendingValue(pendingOfferToJson({ flowId: " flow-1 " }), "default")).toBe("flow-1");
});

test.each([null, "", "1", "flow_plain", "[]", "null", '{"flow_id":5}', '{"flow_id":"  "}', "{"])(
  "%j means the default tour",
  (stored) => {
    expect(resolvePendingValue(stored, " default ")).toBe("default");
    expect(resolvePendingValue(stored, null)).toBe("");
  },
);
