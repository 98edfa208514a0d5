import { asObject, type JsonObject } from "../json-object.ts";
import { jsonNumber } from "../json-values.ts";

/** A tour as a product configures it: which tour in the player it is, and how patient the session is while it runs. */
export interface TourDefinition {
  /** The product's own id, usually that of the chip that offers the tour. */
  readonly id: string;
  /** Id of the tour in the tour player; null when it has none yet. */
  readonly userTourId: string | null;
  readonly userTourName: string | null;
  /** Seconds without interaction after which the tour counts as abandoned. */
  readonly interactionTimeoutS: number;
  /** Seconds of silence after the tour ended. */
  readonly cooldownPeriodS: number;
}

export type TourWaits = Pick<TourDefinition, "interactionTimeoutS" | "cooldownPeriodS">;

/** Patience of a tour that says nothing: 20 s on screen, then 120 s of silence. */
export const DEFAULT_TOUR_WAITS: TourWaits = { interactionTimeoutS: 20, cooldownPeriodS: 120 };

/**
 * Reads one tour from its JSON form. An entry without a text id is unusable: null. A wait that is not a number of
 * at least 0 falls back to the default, because a tour with a typing error should still be found.
 */
export function parseTourDefinition(value: unknown, defaults: TourWaits = DEFAULT_TOUR_WAITS): TourDefinition | null {
  const fields = asObject(value);
  if (!fields || typeof fields.id !== "string") return null;
  return { id: fields.id, ...tourNames(fields), ...tourWaits(fields, defaults) };
}

/** The JSON form; ids and names that are not set are left out. */
export function tourDefinitionToDict(tour: TourDefinition): JsonObject {
  return {
    id: tour.id,
    interaction_timeout_s: tour.interactionTimeoutS,
    cooldown_period_s: tour.cooldownPeriodS,
    ...(tour.userTourId !== null && { user_tour_id: tour.userTourId }),
    ...(tour.userTourName !== null && { user_tour_name: tour.userTourName }),
  };
}

function tourNames(fields: JsonObject): Pick<TourDefinition, "userTourId" | "userTourName"> {
  const { user_tour_id: id, user_tour_name: name } = fields;
  return { userTourId: typeof id === "string" ? id : null, userTourName: typeof name === "string" ? name : null };
}

function tourWaits(fields: JsonObject, defaults: TourWaits): TourWaits {
  return {
    interactionTimeoutS: seconds(fields.interaction_timeout_s, defaults.interactionTimeoutS),
    cooldownPeriodS: seconds(fields.cooldown_period_s, defaults.cooldownPeriodS),
  };
}

/** A number of seconds, at least 0 (as a number or its digits), or the fallback. */
export function seconds(value: unknown, fallback: number): number {
  const number = jsonNumber(value);
  return number !== undefined && number >= 0 ? number : fallback;
}
