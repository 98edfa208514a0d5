import { asObject, type JsonObject } from "../json-object.ts";
import { invalidTriggerConfig, requiredText } from "./criteria.ts";

/** A chip of a trigger: what it says, and the tour it starts. */
export interface TriggerMessage {
  readonly id: string;
  readonly label: string;
  /** Choosing the chip starts `userTourId`, which is then set. */
  readonly userTourExists: boolean;
  /** Id in the tour player. */
  readonly userTourId: string | null;
}

/** Reads one chip. Throws when `id` or `label` is missing, or when it starts a tour but names none. */
export function triggerMessageFromDict(value: unknown, path = "message"): TriggerMessage {
  const fields = asObject(value);
  if (!fields) throw invalidTriggerConfig(path, "must be an object");
  const exists = fields.user_tour_exists ?? false;
  const tourId = fields.user_tour_id ?? null;
  if (typeof exists !== "boolean") throw invalidTriggerConfig(`${path}.user_tour_exists`, "must be true or false");
  if (tourId !== null && typeof tourId !== "string") throw invalidTriggerConfig(`${path}.user_tour_id`, "must be text");
  const message: TriggerMessage = {
    id: requiredText(fields, "id", path),
    label: requiredText(fields, "label", path, "blank-allowed"),
    userTourExists: exists,
    userTourId: tourId,
  };
  if (exists && !tourId) throw invalidTriggerConfig(`${path}.user_tour_id`, "must name the tour that the chip starts");
  return message;
}

export function triggerMessageToDict(message: TriggerMessage): JsonObject {
  return {
    id: message.id,
    label: message.label,
    user_tour_exists: message.userTourExists,
    ...(message.userTourId !== null && { user_tour_id: message.userTourId }),
  };
}
