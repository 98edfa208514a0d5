import { definedOnly } from "../../sources/event/defined-only.ts";
import type { InboundRequest, InboundResult, Proof } from "../inbound/inbound.ts";
import { createInboundCollector, type InboundCollector } from "../inbound/inbound-collector.ts";
import { MAX_INBOUND_BYTES, readInboundBody } from "../inbound/read-body.ts";
import { refuse } from "../inbound/refuse.ts";
import { cleanTurn } from "../text/clean-turn.ts";
import { fitLabel } from "../text/fit-label.ts";
import { renderText } from "../text/render-text.ts";
import { splitText } from "../text/split-text.ts";
import type { ChatBridge } from "./bridge.ts";
import type { BridgeIo, BridgeTools } from "./bridge-io.ts";
import { checkBridgeOptions } from "./check-options.ts";
import { failure } from "./failures.ts";
import { hideSecrets } from "./hide-secrets.ts";
import type { BridgeManifest, BridgeOptions } from "./manifest.ts";
import type {
  BridgeFailure,
  BridgeTarget,
  Chip,
  OpenResult,
  OutgoingMessage,
  PostResult,
  Readiness,
  VendorReply,
} from "./message.ts";

/** One piece of a message that fits the surface. */
export interface MessagePart {
  /** Its own, the same for every attempt. */
  readonly id: string;
  readonly target: BridgeTarget;
  /** In the surface's format. */
  readonly text: string;
  /** The same without any formatting. */
  readonly plain: string;
  /** On the last part only, fitted to the surface; empty where it has none. */
  readonly chips: readonly Chip[];
}

export type SendResult =
  | {
      readonly ok: true;
      readonly id?: string | undefined;
      readonly conversationId?: string | undefined;
      readonly reply?: VendorReply | undefined;
    }
  | BridgeFailure;

/** What one vendor's file says. Everything is called with options that were checked. */
export interface BridgeDefinition {
  readonly manifest: BridgeManifest;
  readonly ready: (target: BridgeTarget, options: BridgeOptions) => Readiness;
  /** Left out where a conversation cannot be started from outside. */
  readonly open?: (target: BridgeTarget, options: BridgeOptions, io: BridgeIo) => Promise<OpenResult>;
  readonly send: (part: MessagePart, options: BridgeOptions, io: BridgeIo) => Promise<SendResult>;
  readonly note?: (part: MessagePart, options: BridgeOptions, io: BridgeIo) => Promise<SendResult>;
  readonly typing?: (
    target: BridgeTarget,
    isTyping: boolean,
    options: BridgeOptions,
    io: BridgeIo,
  ) => Promise<SendResult>;
  readonly verify: (request: InboundRequest, options: BridgeOptions, tools: BridgeTools) => Proof;
  /** Reads a verified webhook. */
  readonly read: (
    body: Readonly<Record<string, unknown>>,
    found: InboundCollector,
    options: BridgeOptions,
    request: InboundRequest,
  ) => void;
}

/** Longer messages are a mistake, not a chat. */
const MAX_PARTS = 10;

/** Makes what every bridge has in common: options first, nothing empty goes out, nothing is thrown, secrets stay. */
export function defineBridge(definition: BridgeDefinition): ChatBridge {
  const { manifest } = definition;
  /** Options stay the same object for the life of a configuration: checked once. */
  const fine = new WeakSet<BridgeOptions>();

  function problemOf(options: BridgeOptions): string | undefined {
    if (fine.has(options)) return undefined;
    const [problem] = checkBridgeOptions(manifest, options);
    if (problem !== undefined) return `${manifest.id}.${problem.path}: ${problem.detail}`;
    fine.add(options);
    return undefined;
  }

  async function guarded<Result extends { readonly ok: boolean }>(
    options: BridgeOptions,
    work: () => Promise<Result | BridgeFailure>,
  ): Promise<Result | BridgeFailure> {
    const problem = problemOf(options);
    if (problem !== undefined) return failure("options_invalid", problem);
    try {
      const result = await work();
      return result.ok ? result : withoutSecrets(result as BridgeFailure, manifest, options);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      return failure("unexpected", `${manifest.title}: ${name}.`);
    }
  }

  async function deliver(
    message: OutgoingMessage,
    options: BridgeOptions,
    io: BridgeIo,
    send: BridgeDefinition["send"],
  ): Promise<PostResult> {
    const parts = partsOf(message, manifest);
    if (parts.length === 0) return failure("empty_message", "The message has no text.");
    if (parts.length > MAX_PARTS) return failure("payload_refused", `The message has more than ${MAX_PARTS} parts.`);
    const readiness = definition.ready(message.target, options);
    if (!readiness.ok) return failure("not_ready", readiness.detail);
    const ids: string[] = [];
    let conversationId: string | undefined;
    let reply: VendorReply | undefined;
    for (const part of parts) {
      const sent = await send(part, options, io);
      if (!sent.ok) return ids.length === 0 ? sent : { ...sent, sentParts: ids.length };
      ids.push(sent.id ?? part.id);
      conversationId = sent.conversationId ?? conversationId;
      reply = sent.reply ?? reply;
    }
    return { ok: true, ids, ...definedOnly({ conversationId, reply }) };
  }

  function verifyWebhook(request: InboundRequest, options: BridgeOptions, tools: BridgeTools): Proof {
    const problem = problemOf(options);
    if (problem !== undefined) return refuse("options_invalid", problem);
    if (request.body.length > MAX_INBOUND_BYTES) return refuse("body_too_large", "A webhook has at most 1 MiB.");
    try {
      return definition.verify(request, options, tools);
    } catch (error) {
      return refuse("unexpected", `Verifying failed: ${error instanceof Error ? error.name : typeof error}.`);
    }
  }

  const { note, typing } = definition;
  return {
    manifest,
    ready(target, options) {
      const problem = problemOf(options);
      return problem === undefined
        ? definition.ready(target, options)
        : { ok: false, waitsFor: "conversation", detail: problem };
    },
    open: (target, options, io) =>
      guarded<OpenResult>(options, async () => {
        const readiness = definition.ready(target, options);
        if (readiness.ok && target.conversationId !== undefined) {
          return { ok: true, conversationId: target.conversationId, ...definedOnly({ contactId: target.contactId }) };
        }
        if (definition.open) return definition.open(target, options, io);
        return readiness.ok
          ? { ok: true, conversationId: target.sessionId }
          : failure("not_ready", readiness.detail, {
              fix: `${manifest.title} lets only its widget start a conversation: the message waits until it has.`,
            });
      }),
    post: (message, options, io) => guarded<PostResult>(options, () => deliver(message, options, io, definition.send)),
    verifyWebhook,
    parseInbound(request, options, tools): InboundResult {
      const proof = verifyWebhook(request, options, tools);
      if (!proof.ok) return proof;
      try {
        const read = readInboundBody(request, tools);
        if (!read.ok) return read;
        const found = createInboundCollector();
        definition.read(read.body, found, options, request);
        return found.result();
      } catch (error) {
        // A webhook must not be able to stop the server, whatever was overlooked.
        return refuse("unexpected", `Reading failed: ${error instanceof Error ? error.name : typeof error}.`);
      }
    },
    ...(note && {
      note: (message: OutgoingMessage, options: BridgeOptions, io: BridgeIo) =>
        guarded<PostResult>(options, () => deliver({ ...message, chips: [] }, options, io, note)),
    }),
    ...(typing && {
      typing: (target: BridgeTarget, isTyping: boolean, options: BridgeOptions, io: BridgeIo) =>
        guarded<PostResult>(options, async () => {
          const readiness = definition.ready(target, options);
          if (!readiness.ok) return failure("not_ready", readiness.detail);
          const sent = await typing(target, isTyping, options, io);
          return sent.ok ? { ok: true, ids: [] } : sent;
        }),
    }),
  };
}

function partsOf(message: OutgoingMessage, { capabilities, text: surface }: BridgeManifest): readonly MessagePart[] {
  // Marks and invisible characters alone are no message either.
  if (cleanTurn(renderText(message.text, "plain")) === "") return [];
  const wanted = (message.chips ?? []).filter(({ label }) => label.trim() !== "");
  const { chips: room } = capabilities;
  const chips = room === false ? [] : fitChips(wanted, room.max, room.labelChars);
  const text =
    room === false && wanted.length > 0
      ? `${message.text.trim()}\n\n${wanted.map(({ label }) => `• ${fitLabel(label, 80)}`).join("\n")}`
      : message.text;
  const render = (part: string): string => renderText(part, surface.format);
  const pieces = splitText(text, surface.maxChars, render);
  return pieces.map((piece, index) => ({
    id: index === 0 ? message.id : `${message.id}.${index + 1}`,
    target: message.target,
    text: render(piece),
    plain: renderText(piece, "plain"),
    chips: index === pieces.length - 1 ? chips : [],
  }));
}

/** Two chips with one id would be one choice. */
function fitChips(chips: readonly Chip[], max: number, labelChars: number): readonly Chip[] {
  const known = new Set<string>();
  return chips
    .filter(({ id }) => id !== "" && !known.has(id) && known.add(id))
    .slice(0, max)
    .map(({ id, label }) => ({ id, label: fitLabel(label, labelChars) }));
}

function withoutSecrets(result: BridgeFailure, manifest: BridgeManifest, options: BridgeOptions): BridgeFailure {
  const secrets = Object.entries(manifest.options)
    .filter(([, { type }]) => type === "secret")
    .flatMap(([name]) => (typeof options[name] === "string" ? [options[name]] : []));
  return { ...result, detail: hideSecrets(result.detail, secrets), fix: hideSecrets(result.fix, secrets) };
}
