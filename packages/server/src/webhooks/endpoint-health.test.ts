import { expect, test } from "vitest";
import type { WebhookEndpointRecord } from "../ports/webhook-store.ts";
import { afterFailure, afterSuccess, DISABLE_AFTER_MS, disabled, enabled } from "./endpoint-health.ts";

const HOUR = 3_600_000;

const healthy: WebhookEndpointRecord = {
  productId: "demo",
  endpointId: "we_1",
  url: "https://hooks.example.com/",
  secrets: [],
  cursor: 0,
  status: "enabled",
  disabledReason: null,
  failingSince: null,
  lastSuccessAt: null,
  createdAt: 0,
};

test("five days without a success disable an endpoint", () => {
  const failing = afterFailure(healthy, HOUR);
  expect(failing).toMatchObject({ status: "enabled", failingSince: HOUR });
  expect(afterFailure(failing, HOUR + DISABLE_AFTER_MS - 1)).toBe(failing);
  expect(afterFailure(failing, HOUR + DISABLE_AFTER_MS)).toMatchObject({ status: "disabled" });
});

test("sporadic failures do not: each success begins the count again", () => {
  let endpoint = healthy;
  for (let hour = 0; hour < 20 * 24; hour += 2) {
    endpoint = afterFailure(endpoint, hour * HOUR);
    if (hour % 100 === 0) endpoint = afterSuccess(endpoint, (hour + 1) * HOUR);
  }
  expect(endpoint.status).toBe("enabled");
});

test("not every success is worth a write", () => {
  const once = afterSuccess(healthy, 1_000);
  expect(once.lastSuccessAt).toBe(1_000);
  expect(afterSuccess(once, 60_999)).toBe(once);
  expect(afterSuccess(once, 61_000).lastSuccessAt).toBe(61_000);
  expect(afterSuccess({ ...once, failingSince: 2_000 }, 3_000)).toMatchObject({
    failingSince: null,
    lastSuccessAt: 3_000,
  });
});

test("disabling keeps the first reason; enabling forgets it and the failures", () => {
  const gone = disabled({ ...healthy, failingSince: 5 }, "HTTP 410");
  expect(disabled(gone, "by an administrator")).toBe(gone);
  expect(enabled(gone)).toEqual(healthy);
});
