/**
 * Sends one Redis command. With ioredis: `(command, ...args) => redis.call(command, ...args)`; with node-redis:
 * `(command, ...args) => redis.sendCommand([command, ...args])`.
 */
export type RedisCommand = (command: string, ...args: string[]) => Promise<unknown>;
