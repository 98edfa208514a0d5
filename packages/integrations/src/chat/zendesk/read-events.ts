import { parseTimestamp } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../../sources/body/json-values.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";

const AGENTS = "zd:agentWorkspace";

/** A webhook of Sunshine Conversations, version 2: several events about one app. */
export function readZendeskEvents(body: JsonObject, found: InboundCollector, appId: string): void {
  const app = textOf(objectOf(body.app).id);
  if (app !== undefined && app !== appId) return found.ignore("other_event");
  const events: readonly unknown[] = Array.isArray(body.events) ? body.events : [];
  if (events.length === 0) return found.ignore("other_event");
  for (const event of events) readEvent(objectOf(event), found);
}

function readEvent(event: JsonObject, found: InboundCollector): void {
  const payload = objectOf(event.payload);
  const message = objectOf(payload.message);
  const author = objectOf(message.author);
  const user = objectOf(author.user ?? payload.user);
  const created = textOf(event.createdAt);
  const place = {
    conversationId: objectOf(payload.conversation).id,
    id: event.id,
    at: created === undefined ? undefined : parseTimestamp(created),
    person: { contactId: firstText(author.userId, user.id), userId: user.externalId },
  };
  switch (textOf(event.type)) {
    case "conversation:create":
      return found.note("conversation-started", place);
    case "conversation:message": {
      if (author.type !== "user") {
        const isAgent = objectOf(message.source).type === AGENTS;
        return isAgent ? found.note("human-joined", place) : found.ignore("own_message");
      }
      const content = objectOf(message.content);
      // A clicked reply button is a message of the user with the button's payload.
      return found.message(place, content.type === "text" ? (textOf(content.text) ?? "") : "", content.payload);
    }
    case "conversation:postback": {
      const postback = objectOf(payload.postback);
      return found.message(place, textOf(postback.actionName) ?? "", postback.payload);
    }
    case "switchboard:passControl":
    case "switchboard:acceptControl": {
      const active = objectOf(objectOf(payload.conversation).activeSwitchboardIntegration);
      const isAgent = active.integrationType === AGENTS || textOf(active.name)?.includes("agentWorkspace") === true;
      return found.note(isAgent ? "human-joined" : "human-left", place);
    }
    case "switchboard:releaseControl":
      return found.note("human-left", place);
    case "conversation:remove":
      return found.note("conversation-ended", place);
    default:
      found.ignore("other_event");
  }
}
