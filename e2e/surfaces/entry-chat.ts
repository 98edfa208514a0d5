// What the page loads for the chat.
export { openChat } from "../../packages/browser/src/chat/open-chat.tsx";
