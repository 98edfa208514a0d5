import type { SessionReply, SessionRequest } from "@usher/core";
import { afterEach, expect, test } from "vitest";
import type { ApiReply } from "../transport/api-reply.ts";
import { createSession, type Session } from "./create-session.ts";

const running: Session[] = [];
afterEach(() => {
  for (const session of running.splice(0)) session.stop();
});

type Asked = Omit<SessionRequest, "visitor"> & { readonly asNew?: boolean };

function reply(token: string, lifeS = 900): ApiReply<SessionReply> {
  return {
    type: "ok",
    body: {
      session_id: "s1",
      visitor: { id: "v" },
      level: "anonymous",
      token,
      token_expires_in_s: lifeS,
      heartbeat_s: 15,
      detectors: false,
    },
  };
}

function setUp(answer: (asked: Asked, count: number) => ApiReply<SessionReply> | Promise<ApiReply<SessionReply>>) {
  const asked: Asked[] = [];
  const errors: string[] = [];
  const changes: string[] = [];
  const session = createSession({
    async ask(request, asNewVisitor) {
      asked.push(asNewVisitor ? { ...request, asNew: true } : request);
      return answer(request, asked.length);
    },
    onChange: ({ token }) => changes.push(token),
    onError: (code) => errors.push(code),
    visible: () => false,
    random: () => 0,
  });
  running.push(session);
  return { session, asked, errors, changes };
}

const REFUSED: ApiReply<SessionReply> = { type: "refused", status: 403, code: "no", detail: "" };

test("an identify right after the start travels in the first request", async () => {
  const { session, asked } = setUp(() => reply("t1"));
  const pass = session.pass();
  session.identify({ user_id: "u" });
  expect((await pass)?.token).toBe("t1");
  expect(asked).toEqual([{ identity: { user_id: "u" } }]);
});

test("an identify while the first request is under way follows it, and nobody gets the pass in between", async () => {
  const { session, asked } = setUp(async (_, count) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return reply(`t${count}`);
  });
  const pass = session.pass();
  await new Promise((resolve) => setTimeout(resolve, 1));
  session.identify({ user_id: "u" });
  expect((await pass)?.token).toBe("t2");
  expect(asked).toEqual([{}, { identity: { user_id: "u" } }]);
});

test("saying the same again costs nothing; a reset makes it news", async () => {
  const { session, asked } = setUp((_, count) => reply(`t${count}`));
  session.identify({ user_id: "u" });
  await session.pass();
  session.identify({ user_id: "u" });
  await session.pass();
  session.reset();
  session.identify({ user_id: "u" });
  await session.pass();
  expect(asked).toEqual([{ identity: { user_id: "u" } }, { identity: { user_id: "u" }, reset: true }]);
});

test("a refused identity leaves an anonymous session", async () => {
  const { session, errors } = setUp((asked) => (asked.identity ? REFUSED : reply("t")));
  session.identify({ user_id: "u" });
  expect((await session.pass())?.token).toBe("t");
  expect(errors).toEqual(["no"]);
});

test("a visitor the server no longer knows becomes a new one; a refused key ends it", async () => {
  const known = setUp((_, count) => (count === 1 ? REFUSED : reply("t")));
  expect((await known.session.pass())?.token).toBe("t");
  expect(known.asked).toEqual([{}, { asNew: true }]);

  const refused = setUp(() => REFUSED);
  expect(await refused.session.pass()).toBeUndefined();
  expect(await refused.session.pass()).toBeUndefined();
  expect(refused.asked).toHaveLength(2);
});

test("after a refusal nothing is asked until identify or reset gives a reason; the same words are none", async () => {
  let admitting = false;
  const { session, asked } = setUp(() => (admitting ? reply("t") : REFUSED));
  expect(await session.pass()).toBeUndefined();
  session.identify({ user_id: "u" });
  expect(await session.pass()).toBeUndefined();
  const askedBefore = asked.length;
  expect(askedBefore).toBeGreaterThan(2);
  admitting = true;
  session.identify({ user_id: "u" });
  expect(await session.pass()).toBeUndefined();
  expect(asked).toHaveLength(askedBefore);
  session.identify({ user_id: "v" });
  expect((await session.pass())?.token).toBe("t");

  const another = setUp(() => (admitting ? reply("t") : REFUSED));
  admitting = false;
  expect(await another.session.pass()).toBeUndefined();
  admitting = true;
  another.session.reset();
  expect((await another.session.pass())?.token).toBe("t");
});

test("a token past four fifths of its life is renewed before use; a stale one once", async () => {
  const { session, asked } = setUp((_, count) => reply(`t${count}`, count === 1 ? 0 : 900));
  expect((await session.pass())?.token).toBe("t1");
  expect((await session.pass())?.token).toBe("t2");
  const [one, two] = await Promise.all([session.renew("t2"), session.renew("t2")]);
  expect([one?.token, two?.token]).toEqual(["t3", "t3"]);
  expect((await session.renew("t2"))?.token).toBe("t3");
  expect(asked).toHaveLength(3);
});

test("an unreachable server is asked again", async () => {
  const { session, asked } = setUp((_, count) => (count < 3 ? { type: "unreachable" } : reply("t")));
  expect((await session.pass())?.token).toBe("t");
  expect(asked).toHaveLength(3);
});
