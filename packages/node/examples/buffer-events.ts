// Payloads kept until a bot asks for them: in memory, or in Redis for several processes.

import { actionsPayload, slimAction } from "@usher/core/documented";
import { EventBuffer, RedisEventBuffer } from "@usher/node";
import { systemClock } from "../src/clock.ts";
import { RedisDouble } from "../src/testing/redis-double.ts";
import { print } from "./support/print.ts";

const payload = (sessionId: string) =>
  actionsPayload({ productId: "acme", sessionId, actions: [slimAction({ title: "Clicked" })] });

const buffer = new EventBuffer({ maxSize: 2, onDrop: (dropped) => print(`no room for ${dropped.sessionId}`) });
for (const session of ["s-1", "s-2", "s-3"]) buffer.add(payload(session));
print(`of s-3: ${buffer.drain({ sessionId: "s-3" }).length}, of the others: ${buffer.drain().length}`);

// With ioredis: command: (name, ...args) => redis.call(name, ...args). This stand-in lets the example run without one.
const redis = new RedisDouble(systemClock);
const shared = new RedisEventBuffer({ command: redis.command, keyPrefix: "support-bot", windowMs: 120_000 });
await shared.add(payload("s-1"));
await shared.add(payload("s-2"));
print(`waiting in Redis: ${await shared.size()}`);
print(`of s-1: ${(await shared.drainSession("acme", "s-1")).length}, of the others: ${(await shared.drain()).length}`);
