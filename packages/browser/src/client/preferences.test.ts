import { expect, test } from "vitest";
import { askPreferences } from "./preferences.ts";

const WANTED = { dial: "quiet", snoozed_until: null, muted: [], zone: null, consent: null };

function serverThat(answer: () => Response): { access: Parameters<typeof askPreferences>[0]; asked: RequestInit[] } {
  const asked: RequestInit[] = [];
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(init ?? {});
    return answer();
  };
  return {
    access: { host: "https://usher.example.com", fetch, pass: async () => ({ token: "t", sessionId: "s" }) },
    asked,
  };
}

test("asks with the session's token; a change is put", async () => {
  const { access, asked } = serverThat(() => Response.json(WANTED));
  expect(await askPreferences(access, undefined)).toEqual(WANTED);
  expect(await askPreferences(access, { dial: "quiet" })).toEqual(WANTED);
  expect(asked[0]).toMatchObject({ headers: { authorization: "Bearer t" } });
  expect(asked[0]?.method).toBeUndefined();
  expect(asked[1]).toMatchObject({ method: "PUT", body: '{"dial":"quiet"}' });
});

test("says by a code why there is no answer", async () => {
  const refused = serverThat(() => Response.json({ code: "invalid_request", detail: "dial" }, { status: 400 }));
  const broken = serverThat(() => {
    throw new TypeError("network");
  });
  await expect(askPreferences(refused.access, {})).rejects.toMatchObject({ code: "invalid_request" });
  await expect(askPreferences(broken.access, {})).rejects.toMatchObject({ code: "unreachable" });
  await expect(askPreferences(undefined, undefined)).rejects.toMatchObject({ code: "not_running" });
});
