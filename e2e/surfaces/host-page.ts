/*
 * A host application in one script: plain controls with the habits that break guidance (stopped events, icons in
 * buttons, controls that vanish), and a real Radix menu and dialog. It hands the surfaces to the test as `surfaces`.
 */
import * as Dialog from "@radix-ui/react-dialog";
import * as Menu from "@radix-ui/react-dropdown-menu";
import type { OfferWire, TourStepWire } from "@usher/core";
import { createElement as h, type ReactElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { type ChatStream, openChat } from "../../packages/browser/src/chat/open-chat.tsx";
import { showNudge } from "../../packages/browser/src/nudge/nudge.ts";
import { ensureRoot, removeRoot } from "../../packages/browser/src/root.ts";
import { playTour } from "../../packages/browser/src/tour/play-tour.ts";
import { positionCard } from "../../packages/browser/src/tour/position-card.ts";

function Application(): ReactElement {
  const [picked, setPicked] = useState("nothing");
  return h(
    "div",
    { className: "row" },
    h(
      Menu.Root,
      null,
      h(Menu.Trigger, { className: "control", id: "actions" }, "Actions"),
      h(
        Menu.Portal,
        null,
        h(
          Menu.Content,
          { className: "menu", sideOffset: 4 },
          h(Menu.Item, { className: "item", onSelect: () => setPicked("Rename") }, "Rename"),
          h(Menu.Item, { className: "item", onSelect: () => setPicked("Archive") }, "Archive"),
        ),
      ),
    ),
    h(
      Dialog.Root,
      null,
      h(Dialog.Trigger, { className: "control", id: "new-project" }, "New project"),
      h(
        Dialog.Portal,
        null,
        h(Dialog.Overlay, { className: "overlay" }),
        h(
          Dialog.Content,
          { className: "dialog", "aria-describedby": undefined },
          h(Dialog.Title, null, "New project"),
          h("label", null, "Name ", h("input", { id: "project-name", className: "control" })),
          h("button", { type: "button", id: "create", className: "control" }, "Create"),
        ),
      ),
    ),
    h("output", { id: "picked" }, picked),
  );
}

document.getElementById("export")?.addEventListener("click", (event) => event.stopImmediatePropagation());
document.getElementById("vanishing")?.addEventListener("click", (event) => {
  if (event.currentTarget instanceof Element) event.currentTarget.remove();
});
document.getElementById("vanishing-early")?.addEventListener("pointerdown", (event) => {
  if (event.currentTarget instanceof Element) event.currentTarget.remove();
});
document.getElementById("open-native")?.addEventListener("click", () => {
  document.querySelector<HTMLDialogElement>("#native")?.showModal();
});
const application = document.getElementById("application");
if (application) createRoot(application).render(h(Application));

/** What happened, in order, for the test to read. */
const log: string[] = [];
let path = "/projects";

function offer(change: Partial<OfferWire> = {}): OfferWire {
  return {
    id: "offer-1",
    trigger_id: "repeated-edits",
    session_id: "session-1",
    body: "You have edited five projects one by one. You can change them all at once.",
    options: [
      { id: "show", kind: "tour", label: "Show me", tour_id: "bulk-edit" },
      { id: "chat", kind: "chat", label: "Open chat" },
    ],
    page: [],
    reason: "five edits in two minutes",
    status: "delivered",
    created_at: 0,
    expires_at: 60_000,
    ...change,
  };
}

function step(title: string, selectors: readonly string[], change: Partial<TourStepWire> = {}): TourStepWire {
  const description = `${title}, then go on with the next step.`;
  return { id: title, title, description, target: { selectors }, page: [], optional: false, ...change };
}

const surfaces = {
  log,
  step,
  ensureRoot,
  removeRoot,
  setPath(to: string) {
    path = to;
  },
  nudge(change: Partial<OfferWire> = {}, autoDismissMs = 20_000) {
    return showNudge({
      root: ensureRoot({}),
      offer: offer(change),
      autoDismissMs,
      onOption: (option) => log.push(`option ${option.id}`),
      onDismiss: () => log.push("dismiss"),
      onExpire: () => log.push("expire"),
    });
  },
  tour(steps: readonly TourStepWire[], startAt = 0) {
    return playTour({
      root: ensureRoot({}),
      tour: { id: "tour", title: "Change projects together", steps },
      startAt,
      positionCard,
      pageMatches: (patterns) => patterns.includes(path),
      onStep: (index) => log.push(`step ${index}`),
      onEnd: (outcome, index) => log.push(`${outcome} at ${index}`),
    });
  },
  chat(ask: (message: string | undefined) => ChatStream) {
    const onTour = (tourId: string): void => void log.push(`tour ${tourId}`);
    return openChat({ root: ensureRoot({}), title: "Copilot", ask, onTour, onClose: () => log.push("closed") });
  },
};

export type Surfaces = typeof surfaces;
Object.assign(window, { surfaces });
