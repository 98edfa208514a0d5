import { expect, test } from "vitest";
import type { SessionClaims } from "./session-token.ts";
import { createStreamTickets } from "./stream-tickets.ts";

const CLAIMS: SessionClaims = { productId: "p", sessionId: "s", generation: 1, level: "anonymous", expiresAtS: 9_999 };

function tickets() {
  let now = 1_000;
  let count = 0;
  const made = createStreamTickets({ now: () => now, createId: (prefix) => `${prefix}_${++count}` });
  return {
    ...made,
    wait(ms: number) {
      now += ms;
    },
  };
}

test("a ticket is good once", () => {
  const { issue, take } = tickets();
  const ticket = issue(CLAIMS);
  expect(ticket).toMatch(/^st_/);
  expect(take(ticket)).toEqual(CLAIMS);
  expect(take(ticket)).toBeUndefined();
  expect(take("st_made_up")).toBeUndefined();
});

test("and only for half a minute", () => {
  const { issue, take, wait } = tickets();
  const [soon, late] = [issue(CLAIMS), issue(CLAIMS)];
  wait(29_999);
  expect(take(soon)).toEqual(CLAIMS);
  wait(1);
  expect(take(late)).toBeUndefined();
});
