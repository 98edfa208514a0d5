import { changeWebhookRequest, createWebhookRequest } from "@usher/core/schema";
import type { RouteDescription } from "./route-description.ts";

const BASE = "/v1/admin/products/:id/webhooks";
const ONE = `${BASE}/:webhook_id`;

type Differing = Pick<RouteDescription, "method" | "path" | "title" | "about" | "reply"> & Partial<RouteDescription>;

function webhookRoute(route: Differing): RouteDescription {
  return {
    group: "Webhooks",
    access: ["admin", "secret"],
    scope: "webhooks:write",
    problems: route.path.startsWith(ONE) ? ["webhook_unknown"] : [],
    ...route,
  };
}

/** Where the stream is pushed to, and what became of it. */
export const webhookRoutes: readonly RouteDescription[] = [
  webhookRoute({
    method: "get",
    path: BASE,
    title: "List webhooks",
    about: "Addresses that the product's stream is pushed to.",
    reply: { about: "The webhooks." },
  }),
  webhookRoute({
    method: "post",
    path: BASE,
    title: "Add a webhook",
    about: "An https address outside private networks; what is sent to it is signed.",
    body: {
      name: "CreateWebhookRequest",
      schema: createWebhookRequest,
      example: { url: "https://bot.example.com/usher" },
    },
    reply: { status: 201, about: "The webhook, with its signing secret this once." },
    problems: ["webhook_url_refused", "webhook_limit_reached"],
  }),
  webhookRoute({
    method: "get",
    path: ONE,
    title: "Read a webhook",
    about: "Its address, its state, how its deliveries go.",
    reply: { about: "The webhook." },
  }),
  webhookRoute({
    method: "patch",
    path: ONE,
    title: "Switch a webhook on or off",
    about: "One that was off goes on where it stopped, or with what happens from now on.",
    body: { name: "ChangeWebhookRequest", schema: changeWebhookRequest, example: { enabled: true } },
    reply: { about: "The webhook as it now is." },
  }),
  webhookRoute({
    method: "delete",
    path: ONE,
    title: "Remove a webhook",
    about: "Nothing more is delivered to it.",
    reply: { status: 204, about: "Done.", type: null },
  }),
  webhookRoute({
    method: "post",
    path: `${ONE}/rotate`,
    title: "Rotate a webhook's secret",
    about: "Deliveries carry both signatures for a while.",
    reply: { status: 201, about: "The new secret, shown this once." },
  }),
  webhookRoute({
    method: "post",
    path: `${ONE}/test`,
    title: "Test a webhook",
    about: "Sends one delivery now and says how it was answered.",
    reply: { about: "How it was answered." },
  }),
  webhookRoute({
    method: "get",
    path: `${ONE}/deliveries`,
    title: "List deliveries",
    about: "Those that are waiting, done and given up.",
    parameters: [
      { name: "status", in: "query", about: "Only those in this state.", example: "dead" },
      { name: "limit", in: "query", about: "At most so many." },
    ],
    reply: { about: "The deliveries." },
    problems: ["webhook_unknown", "parameter_invalid"],
  }),
  webhookRoute({
    method: "post",
    path: `${ONE}/redrive`,
    title: "Redrive all",
    about: "What was given up is tried again.",
    reply: { about: "How many." },
  }),
  webhookRoute({
    method: "post",
    path: `${ONE}/deliveries/:delivery_id/redrive`,
    title: "Redrive one",
    about: "One delivery is tried again.",
    reply: { about: "The delivery." },
    problems: ["webhook_unknown", "delivery_unknown"],
  }),
];
