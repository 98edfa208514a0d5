import { describe, expect, test } from "vitest";
import { ConversationLinks } from "./conversation-links.ts";
import { signLinkToken } from "./link-token.ts";

const link = (sessionId: string, conversationId: string, productId = "acme") => ({
  productId,
  sessionId,
  conversationId,
});

describe("ConversationLinks", () => {
  test("finds either from the other, in its own product", () => {
    const links = new ConversationLinks();
    expect(links.link(link("s1", "c1"))).toBe("linked");
    expect(links.link(link("s1", "c1"))).toBe("unchanged");
    expect(links.sessionOf("acme", "c1")).toBe("s1");
    expect(links.conversationOf("acme", "s1")).toBe("c1");
    expect(links.sessionOf("other", "c1")).toBeUndefined();
    expect(links.conversationOf("other", "s1")).toBeUndefined();
  });

  test("a conversation cannot be taken over by another session, unless that is wanted", () => {
    const keeping = new ConversationLinks();
    keeping.link(link("s1", "c1"));
    expect(keeping.link(link("s2", "c1"))).toBe("refused");
    expect(keeping.sessionOf("acme", "c1")).toBe("s1");
    const moving = new ConversationLinks({ onConflict: "move" });
    moving.link(link("s1", "c1"));
    expect(moving.link(link("s2", "c1"))).toBe("linked");
    expect(moving.sessionOf("acme", "c1")).toBe("s2");
    expect(moving.conversationOf("acme", "s1")).toBeUndefined();
  });

  test("a session's current conversation is the one linked last", () => {
    const links = new ConversationLinks();
    links.link(link("s1", "c1"));
    links.link(link("s1", "c2"));
    expect(links.conversationOf("acme", "s1")).toBe("c2");
    links.unlink({ productId: "acme", conversationId: "c1" });
    expect(links.conversationOf("acme", "s1")).toBe("c2");
  });

  test("a signed token links what it states", () => {
    const links = new ConversationLinks();
    const secret = "0123456789abcdef0123456789abcdef";
    const token = signLinkToken(link("s1", "c1"), { secret, now: 1_000 });
    expect(links.linkByToken(token, { secrets: [secret], now: 2_000 })).toBe("linked");
    expect(links.linkByToken(`${token}x`, { secrets: [secret], now: 2_000 })).toBe("invalid");
  });

  test("the oldest link is forgotten first", () => {
    const links = new ConversationLinks({ maxLinks: 2 });
    for (const at of [1, 2, 3]) links.link(link(`s${at}`, `c${at}`));
    expect(links.sessionOf("acme", "c1")).toBeUndefined();
    expect(links.conversationOf("acme", "s1")).toBeUndefined();
    expect(links.sessionOf("acme", "c3")).toBe("s3");
  });
});
