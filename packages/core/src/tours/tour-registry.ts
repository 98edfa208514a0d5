import { UsherError } from "../errors.ts";
import { asObject, type JsonObject } from "../json-object.ts";
import {
  DEFAULT_TOUR_WAITS,
  parseTourDefinition,
  seconds,
  type TourDefinition,
  type TourWaits,
  tourDefinitionToDict,
} from "./tour-definition.ts";

/** Told about every entry that could not be used, e.g. `tours[2]`. */
export type OnSkippedTour = (path: string) => void;

/** All tours of one product. Look-ups return the first match, in the configured order. */
export class TourRegistry {
  readonly productId: string;
  readonly tours: readonly TourDefinition[];
  /** Waits of tours that set none. */
  readonly defaults: TourWaits;
  readonly #byId: ReadonlyMap<string, TourDefinition>;
  readonly #byUserTourId: ReadonlyMap<string, TourDefinition>;

  constructor(productId: string, tours: readonly TourDefinition[], defaults: TourWaits = DEFAULT_TOUR_WAITS) {
    this.productId = productId;
    this.tours = tours;
    this.defaults = defaults;
    // Built back to front, so that the first of several equal ids stays.
    const reversed = tours.toReversed();
    this.#byId = new Map(reversed.map((tour) => [tour.id, tour]));
    this.#byUserTourId = new Map(reversed.flatMap((tour) => (tour.userTourId ? [[tour.userTourId, tour]] : [])));
  }

  /** By the product's own id. */
  get(id: string): TourDefinition | null {
    return this.#byId.get(id) ?? null;
  }

  /** By the id in the tour player; a blank id finds nothing. */
  getByUserTourId(userTourId: string | null): TourDefinition | null {
    return userTourId === null ? null : (this.#byUserTourId.get(userTourId) ?? null);
  }

  /** By either id; the tour player's wins when both match. */
  find(id: string): TourDefinition | null {
    return this.getByUserTourId(id) ?? this.get(id);
  }

  /**
   * The same tours for a session that may name them by either id. The documented session looks only at the tour
   * player's id, so a tour started by its chip id runs there with the session's own waits.
   */
  get byEitherId(): { getByUserTourId(id: string): TourDefinition | null } {
    return { getByUserTourId: (id) => this.find(id) };
  }

  toDict(): JsonObject {
    return {
      product_id: this.productId,
      default_interaction_timeout_s: this.defaults.interactionTimeoutS,
      default_cooldown_period_s: this.defaults.cooldownPeriodS,
      tours: this.tours.map(tourDefinitionToDict),
    };
  }

  /** Reads the JSON form. Entries that cannot be used are skipped; without `product_id` it throws. */
  static fromDict(value: unknown, onSkipped?: OnSkippedTour): TourRegistry {
    const fields = asObject(value);
    if (typeof fields?.product_id !== "string") throw invalid("product_id must be text", "product_id");
    const tours = fields.tours ?? [];
    if (!Array.isArray(tours)) throw invalid("tours must be a list", "tours");
    const defaults: TourWaits = {
      interactionTimeoutS: seconds(fields.default_interaction_timeout_s, DEFAULT_TOUR_WAITS.interactionTimeoutS),
      cooldownPeriodS: seconds(fields.default_cooldown_period_s, DEFAULT_TOUR_WAITS.cooldownPeriodS),
    };
    return new TourRegistry(fields.product_id, readTours(tours, defaults, "tours", onSkipped), defaults);
  }
}

/**
 * The tours of a product's configuration: the list under `tour_registry`. Null when there is no such list, which
 * is different from an empty one.
 */
export function parseTourRegistry(
  integrationConfig: unknown,
  productId = "",
  onSkipped?: OnSkippedTour,
): TourRegistry | null {
  const list = asObject(integrationConfig)?.tour_registry;
  if (!Array.isArray(list)) return null;
  return new TourRegistry(productId, readTours(list, DEFAULT_TOUR_WAITS, "tour_registry", onSkipped));
}

function readTours(
  list: readonly unknown[],
  defaults: TourWaits,
  path: string,
  onSkipped?: OnSkippedTour,
): TourDefinition[] {
  return list.flatMap((entry, index) => {
    const tour = parseTourDefinition(entry, defaults);
    if (!tour) onSkipped?.(`${path}[${index}]`);
    return tour ? [tour] : [];
  });
}

function invalid(message: string, path: string): UsherError {
  return new UsherError("invalid-tour-registry", message, { path });
}
