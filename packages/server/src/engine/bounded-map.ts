/**
 * A map that forgets what was not used for long: memory stays bounded, the store has the truth. The latest `limit`
 * entries used are always there, and never more than twice as many. Two generations instead of an exact order: a use
 * then costs one look-up, however many entries there are.
 */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  readonly size: number;
}

export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function put(key: string, value: Value): void {
    young.set(key, value);
    if (young.size <= limit) return;
    old = young;
    young = new Map();
  }

  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const aged = old.get(key);
      if (aged === undefined) return undefined;
      old.delete(key);
      put(key, aged);
      return aged;
    },
    set(key, value) {
      if (old.size > 0) old.delete(key);
      put(key, value);
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    get size() {
      return young.size + old.size;
    },
  };
}
