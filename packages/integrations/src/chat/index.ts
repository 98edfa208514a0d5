import { ada } from "./ada.ts";
import { botpress } from "./botpress.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { crisp } from "./crisp.ts";
import { dify } from "./dify.ts";
import { genericWebhook } from "./generic-webhook.ts";
import { inkeep } from "./inkeep.ts";
import { intercom } from "./intercom.ts";
import { landbot } from "./landbot.ts";
import { openaiCompatible } from "./openai-compatible.ts";
import { own } from "./own.ts";
import { rasa } from "./rasa.ts";
import { tidio } from "./tidio.ts";
import { zendesk } from "./zendesk.ts";

/** Every chat bridge. Adding one is a file beside this one and a line here. */
export const CHAT_BRIDGES: readonly ChatBridge[] = [
  own,
  rasa,
  inkeep,
  intercom,
  zendesk,
  crisp,
  botpress,
  dify,
  ada,
  landbot,
  tidio,
  openaiCompatible,
  genericWebhook,
];

export function findChatBridge(id: string): ChatBridge | undefined {
  return CHAT_BRIDGES.find(({ manifest }) => manifest.id === id);
}

export type { ChatBridge } from "./bridge/bridge.ts";
export type { BridgeHttpRequest, BridgeHttpResponse, BridgeIo, BridgeTools } from "./bridge/bridge-io.ts";
export { checkBridgeOptions, type OptionProblem } from "./bridge/check-options.ts";
export type {
  BridgeCapabilities,
  BridgeManifest,
  BridgeOptionSpec,
  BridgeOptions,
  Verification,
} from "./bridge/manifest.ts";
export type {
  BridgeFailure,
  BridgeFailureCode,
  BridgeTarget,
  Chip,
  OpenResult,
  OutgoingMessage,
  PostResult,
  Readiness,
  VendorReply,
} from "./bridge/message.ts";
export type { PageDelivery } from "./bridge/page-delivery.ts";
export { type DifyRecord, type DifyRetrieval, difyRecords, readDifyRetrieval } from "./dify/external-knowledge.ts";
export { readTourTag } from "./dify/tour-tag.ts";
export type {
  IgnoredInbound,
  IgnoreReason,
  InboundEvent,
  InboundFailure,
  InboundFailureCode,
  InboundPerson,
  InboundRequest,
  InboundResult,
  Proof,
} from "./inbound/inbound.ts";
export { MAX_INBOUND_BYTES } from "./inbound/read-body.ts";
export {
  type ContactSearch,
  type CreateConversation,
  contactSearchByEmail,
  contactSearchByExternalId,
  createdConversationId,
  createUserConversation,
  firstContactId,
  INTERCOM_OPENING,
} from "./intercom/contact-requests.ts";
export { INTERCOM_PROMPTS_MAX, INTERCOM_REGIONS, INTERCOM_VERSIONS } from "./intercom/intercom-api.ts";
export {
  INTERCOM_PROACTIVE_POLICY,
  type IntercomProactivePolicy,
  type IntercomQuickReply,
  intercomLabelPromptsUrl,
  intercomQuickReplyLabels,
  intercomQuickReplyPayload,
  intercomWebhookUrl,
  type LabelPromptsRequest,
  labelPromptsRequest,
} from "./intercom/label-prompts.ts";
export { intercomLinkScript, type LinkScriptOptions } from "./intercom/link-script.ts";
export { INTERCOM_WEBHOOK_TOPICS } from "./intercom/read-notification.ts";
export { deleteIntercomConversation, redactIntercomPart } from "./intercom/remove.ts";
export {
  type ChatCompletion,
  type ChatCompletionFrames,
  type CompletionFacts,
  chatCompletion,
  createChatCompletionFrames,
} from "./openai-compatible/chat-completion-frames.ts";
export { type Conversation, type ConversationTurn, readConversation } from "./openai-compatible/read-conversation.ts";
export {
  createUiMessageFrames,
  UI_MESSAGE_HEADERS,
  type UiMessageFrames,
} from "./openai-compatible/ui-message-frames.ts";
export { RASA_INTENT, RASA_TEXT_ENTITY } from "./rasa.ts";
export { formatChatNote, type NoteOptions } from "./text/format-note.ts";
export { renderText } from "./text/render-text.ts";
export { splitText } from "./text/split-text.ts";
export {
  ada,
  botpress,
  crisp,
  dify,
  genericWebhook,
  inkeep,
  intercom,
  landbot,
  openaiCompatible,
  own,
  rasa,
  tidio,
  zendesk,
};
