import { expect, test } from "vitest";
import { actionsPayload } from "../actions/actions-payload.ts";
import { slimAction } from "../actions/slim-action.ts";
import { ContextStore } from "./context-store.ts";
import { UserSessionIndex, type UserSessionIndexOptions } from "./user-session-index.ts";

const START_S = 1_700_000_000;

function anIndex(options: Partial<UserSessionIndexOptions> = {}): {
  index: UserSessionIndex;
  see(userId: string, sessionId: string, productId: string, secondsAgo: number): void;
  wait(seconds: number): void;
} {
  let nowS = START_S;
  const now = (): number => nowS * 1_000;
  const store = new ContextStore({ now });
  const index = new UserSessionIndex(store, { now, ...options });
  return {
    index,
    see(userId, sessionId, productId, secondsAgo) {
      const actions = [slimAction({ type: "click", description: `in ${sessionId}` })];
      const payload = actionsPayload({ userId, sessionId, productId, actions, forwardedAtS: nowS - secondsAgo });
      store.add(payload);
      index.add(payload);
    },
    wait(seconds) {
      nowS += seconds;
    },
  };
}

test("lists a user's recent sessions, the latest first, until they are too old", () => {
  const { index, see, wait } = anIndex({ lookbackS: 60, maxSessionsPerUser: 2 });
  see("u1", "s1", "", 30);
  see("u1", "s2", "", 10);
  see("u1", "s3", "", 20);
  expect(index.getRecentSessions("u1").map((ref) => ref.sessionId)).toEqual(["s2", "s3"]);
  wait(45);
  expect(index.getRecentSessions(" u1 ").map((ref) => ref.sessionId)).toEqual(["s2"]);
});

test("a payload that arrives late does not make a live session look old", () => {
  const { index, see } = anIndex({ lookbackS: 60 });
  see("u1", "s1", "", 0);
  see("u1", "s1", "", 400);
  expect(index.getRecentSessions("u1")).toEqual([{ sessionId: "s1", productId: null, lastSeenAtS: START_S }]);
});

test("the same session id in two products is two sessions", () => {
  const { index, see } = anIndex();
  see("u1", "s1", "p1", 1);
  see("u1", "s1", "p2", 0);
  const activity = index.getUserActivity("u1");
  expect(activity).toContain("Session s1 (p1):\nRecent activity:");
  expect(activity).toContain("Session s1 (p2):\nRecent activity:");
});

test("remembers a bounded number of users, and none for being asked about", () => {
  const { index, see } = anIndex({ maxUsers: 2 });
  index.getRecentSessions("nobody");
  expect(index.userCount).toBe(0);
  for (const user of ["u1", "u2", "u3"]) see(user, "s1", "", 0);
  expect(index.userCount).toBe(2);
  expect(index.getRecentSessions("u1")).toEqual([]);
});

test("refuses limits that cannot be met", () => {
  expect(() => anIndex({ lookbackS: 0 })).toThrow(expect.objectContaining({ path: "lookbackS" }));
  expect(() => anIndex({ maxSessionsPerUser: 0 })).toThrow(expect.objectContaining({ path: "maxSessionsPerUser" }));
});
