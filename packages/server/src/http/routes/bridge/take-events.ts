import type { ChatBridge, InboundEvent } from "@usher/integrations/chat";
import type { AnsweredOffer } from "../../../chat/answer-offer.ts";
import type { HttpDependencies, Product } from "../../dependencies.ts";

type Needed = Pick<HttpDependencies, "vendorEvents" | "seenEvents" | "clock" | "log" | "metrics">;

/** Vendors that give up sooner are answered at once; the others as soon as it is done, or after this. */
const SOONEST_MS = 2_000;
const ANSWER_WITHIN_MS = 1_500;

/**
 * Takes each event once, in order; resolves with the offer that one of them answered, as far as that is known in time. Rejects when it fails in time to say so: the vendor then sends it again. Later failures are
 * in the log.
 */
export async function takeEvents(
  { vendorEvents, seenEvents, clock, log, metrics }: Needed,
  product: Product,
  { manifest }: ChatBridge,
  events: readonly InboundEvent[],
): Promise<AnsweredOffer | undefined> {
  const { id: bridge, webhook } = manifest;
  const work = takeAll();
  work.catch((error: unknown) => {
    log.error({ productId: product.id, bridge, error: String(error) }, "webhook failed");
  });
  if (webhook.answerWithinMs <= SOONEST_MS) return undefined;
  let cancel = (): void => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.at(clock.now() + ANSWER_WITHIN_MS, () => resolve(undefined));
  });
  return Promise.race([work, late]).finally(() => cancel());

  async function takeAll(): Promise<AnsweredOffer | undefined> {
    let answered: AnsweredOffer | undefined;
    for (const event of events) {
      const key = `${product.id}\0${bridge}\0${event.id}`;
      if (!seenEvents.isFirst(key)) {
        metrics.bridge(bridge, "repeated");
        continue;
      }
      try {
        const taken = await vendorEvents.take(product, bridge, event);
        answered = taken.answered ?? answered;
        metrics.bridge(bridge, taken.result === "taken" ? `heard_${event.type.replaceAll("-", "_")}` : taken.result);
      } catch (error) {
        seenEvents.forget(key);
        throw error;
      }
    }
    return answered;
  }
}
