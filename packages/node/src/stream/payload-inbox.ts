import type { AnyPayload } from "@usher/core/documented";

type Reply = (result: IteratorResult<AnyPayload>) => void;

/** Hands payloads to one `for await` loop, one at a time. */
export class PayloadInbox implements AsyncIterator<AnyPayload> {
  readonly #onReturn: () => Promise<void>;
  #offered: { readonly payload: AnyPayload; readonly consumed: () => void } | undefined;
  /** Called when the loop asks for the next payload: then it is done with this one. */
  #consumed: () => void = () => {};
  #asked: { readonly resolve: Reply; readonly reject: (error: unknown) => void } | undefined;
  #end: { readonly error?: unknown } | undefined;

  /** `onReturn` runs when the loop is left early. */
  constructor(onReturn: () => Promise<void>) {
    this.#onReturn = onReturn;
  }

  /** Resolves when the loop has done with the payload. Await it before you push the next one. */
  push(payload: AnyPayload): Promise<void> {
    return new Promise((consumed) => {
      if (this.#end) return consumed();
      this.#offered = { payload, consumed };
      this.#settle();
    });
  }

  /** No more payloads will come; with an error, the loop throws it. */
  end(failure: { readonly error?: unknown } = {}): void {
    this.#end ??= failure;
    this.#settle();
  }

  next(): Promise<IteratorResult<AnyPayload>> {
    this.#consumed();
    this.#consumed = () => {};
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#settle();
    });
  }

  async return(): Promise<IteratorResult<AnyPayload>> {
    this.#end ??= {};
    this.#consumed();
    this.#offered?.consumed();
    this.#offered = undefined;
    await this.#onReturn();
    return { done: true, value: undefined };
  }

  #settle(): void {
    const asked = this.#asked;
    if (!asked) return;
    if (this.#offered) {
      this.#consumed = this.#offered.consumed;
      this.#asked = undefined;
      asked.resolve({ done: false, value: this.#offered.payload });
      this.#offered = undefined;
    } else if (this.#end) {
      this.#asked = undefined;
      const { error } = this.#end;
      // The error is told once; a loop that asks again is simply at the end.
      this.#end = {};
      if (error === undefined) asked.resolve({ done: true, value: undefined });
      else asked.reject(error);
    }
  }
}
