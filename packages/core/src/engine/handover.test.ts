import { describe, expect, test } from "vitest";
import { SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules } from "../testing/sample-rules.ts";
import type { ConversationEvent } from "./input.ts";
import { HANDOVER_SILENCE_MS } from "./run-chat.ts";

const T0 = 1_800_000_000_000;
const at = (seconds: number): number => T0 + seconds * SECOND_MS;

function tell(driver: EngineDriver, event: ConversationEvent, seconds: number): void {
  driver.send({ type: "conversation", bridge: "rasa", event }, at(seconds));
}

function threeSaves(driver: EngineDriver, from: number): void {
  driver.view("/projects", at(from));
  for (const second of [1, 2, 3]) driver.click("Save changes", at(from + second));
}

describe("a person in the conversation", () => {
  test("nothing is offered, and the ledger says why", () => {
    const driver = createEngineDriver(sampleRules());
    tell(driver, "human-joined", 0);
    expect(driver.last.notes).toContainEqual({ type: "conversation", bridge: "rasa", event: "human-joined" });
    threeSaves(driver, 1);
    expect(driver.offer).toBeNull();
    expect(driver.last.notes).toContainEqual(
      expect.objectContaining({ type: "held", reason: "wrong_state", detail: "a person is in the conversation" }),
    );
  });

  test("once they left, what still holds is offered", () => {
    const driver = createEngineDriver(sampleRules());
    tell(driver, "human-joined", 0);
    threeSaves(driver, 1);
    tell(driver, "human-left", 20);
    expect(driver.offer).not.toBeNull();
  });

  test("closing the chat ends it, too", () => {
    const driver = createEngineDriver(sampleRules());
    tell(driver, "human-joined", 0);
    threeSaves(driver, 1);
    driver.send({ type: "chat-closed" }, at(20));
    expect(driver.offer).not.toBeNull();
  });

  test("a person whose leaving nobody told is gone after the silence; every message makes it start again", () => {
    const driver = createEngineDriver(sampleRules());
    tell(driver, "human-joined", 0);
    driver.send({ type: "chat-message" }, at(60));
    driver.send({ type: "wake" }, at(60) + HANDOVER_SILENCE_MS - 1);
    expect(driver.state.session.handoverUntil).toBeDefined();
    driver.send({ type: "wake" }, at(60) + HANDOVER_SILENCE_MS);
    expect(driver.state.session.handoverUntil).toBeUndefined();
  });

  test("an open offer makes way", () => {
    const driver = createEngineDriver(sampleRules());
    threeSaves(driver, 0);
    expect(driver.offer?.status).toBe("pending");
    tell(driver, "human-joined", 5);
    expect(driver.offer?.status).toBe("withdrawn");
  });

  test("told twice it is noted once", () => {
    const driver = createEngineDriver(sampleRules());
    tell(driver, "human-joined", 0);
    tell(driver, "human-joined", 1);
    expect(driver.last.notes).toEqual([]);
    tell(driver, "human-left", 2);
    tell(driver, "human-left", 3);
    expect(driver.last.notes).toEqual([]);
  });
});

test("what could not be delivered is in the ledger, with its reason", () => {
  const driver = createEngineDriver(sampleRules());
  driver.send({ type: "conversation", bridge: "rasa", event: "undeliverable", code: "unreachable" }, T0);
  expect(driver.last.notes).toContainEqual({
    type: "conversation",
    bridge: "rasa",
    event: "undeliverable",
    code: "unreachable",
  });
});
