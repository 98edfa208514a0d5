import { isObject, type JsonObject, objectOf, textOf } from "../../sources/body/json-values.ts";
import type { InboundCollector } from "../inbound/inbound-collector.ts";

/** One hook of Crisp, already verified. */
export function readCrispHook(body: JsonObject, found: InboundCollector, websiteId: string): void {
  // A plugin's endpoint hears of every website that installed it.
  if (textOf(body.website_id) !== websiteId) return found.ignore("other_event");
  const data = objectOf(body.data);
  const session = textOf(data.session_id);
  const place = {
    conversationId: session,
    id: data.fingerprint === undefined ? undefined : `${session}.${String(data.fingerprint)}`,
    at: typeof body.timestamp === "number" && body.timestamp > 0 ? body.timestamp : undefined,
    person: { contactId: objectOf(data.user).user_id },
  };
  switch (textOf(body.event)) {
    case "message:send":
      // "send" is Crisp's word for what a visitor sends.
      if (data.from !== "user") return found.ignore("own_message");
      return found.message(place, typeof data.content === "string" && data.type === "text" ? data.content : "");
    case "message:updated": {
      const chosen = chosenValue(data.content);
      return chosen === undefined
        ? found.ignore("other_event")
        : found.message({ ...place, id: `${place.id ?? session}.${chosen.value}` }, chosen.label, chosen.value);
    }
    case "message:received":
      return data.from === "operator" && data.automated !== true && data.type !== "event"
        ? found.note("human-joined", place)
        : found.ignore("own_message");
    case "session:set_state":
      if (textOf(data.state) !== "resolved") return found.ignore("other_event");
      found.note("human-left", place);
      return found.note("conversation-ended", place);
    case "session:set_routing":
      return found.note(isObject(objectOf(data).assigned) ? "human-joined" : "human-left", place);
    case "session:request:initiated":
      return found.note("conversation-started", place);
    case "session:removed":
      return found.note("conversation-ended", place);
    default:
      found.ignore("other_event");
  }
}

/** What was clicked in a picker: Crisp sends the picker again, with one choice selected. */
function chosenValue(content: unknown): { readonly value: string; readonly label: string } | undefined {
  const choices: unknown = objectOf(content).choices;
  const chosen: unknown = Array.isArray(choices)
    ? choices.find((choice) => isObject(choice) && choice.selected === true)
    : undefined;
  const value = isObject(chosen) ? textOf(chosen.value) : undefined;
  return value === undefined ? undefined : { value, label: textOf(objectOf(chosen).label) ?? "" };
}
