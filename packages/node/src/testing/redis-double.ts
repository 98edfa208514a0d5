import type { RedisCommand } from "../buffer/redis-command.ts";
import type { Clock } from "../clock.ts";

/**
 * A stand-in for Redis that knows the sorted-set commands the buffer uses, with Redis's order and expiry. It answers in
 * a later turn, so that commands of several clients mix. It does not prove Redis itself.
 */
export class RedisDouble {
  readonly #clock: Clock;
  readonly #sets = new Map<string, { members: Map<string, number>; expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get keys(): string[] {
    return [...this.#sets.keys()].filter((key) => this.#set(key).size > 0);
  }

  readonly command: RedisCommand = async (command, ...args) => {
    await Promise.resolve();
    return this.#run(command, args);
  };

  #run(command: string, [key = "", ...args]: string[]): unknown {
    const set = this.#set(key);
    switch (command) {
      case "ZADD": {
        const [score = "", member = ""] = args;
        const isNew = !set.has(member);
        this.#sets.set(key, { members: set.set(member, Number(score)), expiresAt: this.#expiry(key) });
        return Number(isNew);
      }
      case "PEXPIRE":
        this.#sets.set(key, { members: set, expiresAt: this.#clock.now() + Number(args[0]) });
        return 1;
      case "ZREM":
        return Number(set.delete(args[0] ?? ""));
      case "ZREMRANGEBYSCORE":
        return this.#between(set, args).filter(([member]) => set.delete(member)).length;
      case "ZCOUNT":
        return this.#between(set, args).length;
      case "ZRANGEBYSCORE":
        return this.#between(set, args).flatMap(([member, score]) =>
          args[2] === "WITHSCORES" ? [member, String(score)] : [member],
        );
      default:
        throw new Error(`ERR unknown command '${command}'`);
    }
  }

  #between(set: ReadonlyMap<string, number>, [from = "", to = ""]: string[]): [string, number][] {
    const isIn = (score: number): boolean => {
      const least = from === "-inf" || score >= Number(from);
      if (to === "+inf") return least;
      return least && (to.startsWith("(") ? score < Number(to.slice(1)) : score <= Number(to));
    };
    const byOrder = ([a, x]: [string, number], [b, y]: [string, number]): number => x - y || (a < b ? -1 : 1);
    return [...set].filter(([, score]) => isIn(score)).sort(byOrder);
  }

  #set(key: string): Map<string, number> {
    const set = this.#sets.get(key);
    if (set && set.expiresAt > this.#clock.now()) return set.members;
    this.#sets.delete(key);
    return new Map();
  }

  #expiry(key: string): number {
    return this.#sets.get(key)?.expiresAt ?? Number.POSITIVE_INFINITY;
  }
}
