import { approveDeviceRequest, deviceTokenRequest } from "../routes/recorder.ts";
import type { RouteDescription } from "./route-description.ts";

const group = "Golden paths" as const;

/** How a recorder gets its key. */
export const recorderRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/v1/device/start",
    group,
    title: "Begin to pair a recorder",
    about: "A code for an operator to approve, and the recorder's own secret. Both end after ten minutes.",
    access: ["public"],
    reply: { about: "`device_code`, `user_code`, how it is approved, and how often to ask." },
  },
  {
    method: "post",
    path: "/v1/device/token",
    group,
    title: "Ask whether the recorder was approved",
    about: "Once it was: a key of eight hours that may write golden paths of one product, shown this once.",
    access: ["public"],
    body: { name: "DeviceTokenRequest", schema: deviceTokenRequest, example: { device_code: "dc_…" } },
    reply: { about: "The key.", others: { 202: "`pending`: nobody has approved yet." } },
    problems: ["device_code_unknown"],
  },
  {
    method: "post",
    path: "/v1/admin/products/:id/devices",
    group,
    title: "Approve a recorder",
    about: "What `usher recorder approve` does. Approve only a code that you see in a recorder of your own.",
    access: ["admin", "secret"],
    scope: "products:write",
    body: { name: "ApproveDeviceRequest", schema: approveDeviceRequest, example: { user_code: "BDFG-HJKL" } },
    reply: { about: "The product whose paths it may write." },
    problems: ["product_unknown", "device_code_unknown"],
  },
];
