import type { TourDefinition } from "../../../tours/tour-definition.ts";
import { parseTourRegistry, TourRegistry } from "../../../tours/tour-registry.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const tourRegistry: ConformanceArea = {
  area: "tour_registry",
  run(fn, input) {
    if (fn === "parse_tour_registry") {
      const { integration_config: config, product_id: productId } = input;
      return parseTourRegistry(config, productId as string | undefined)?.toDict() ?? null;
    }
    if (fn !== "tour_registry_from_dict") return unknownFunction(fn);
    const registry = TourRegistry.fromDict(input.data);
    const index = (tour: TourDefinition | null): number | null => (tour ? registry.tours.indexOf(tour) : null);
    return {
      registry: registry.toDict(),
      get: ((input.get ?? []) as string[]).map((id) => index(registry.get(id))),
      get_by_user_tour_id: ((input.get_by_user_tour_id ?? []) as (string | null)[]).map((id) =>
        index(registry.getByUserTourId(id)),
      ),
    };
  },
};
