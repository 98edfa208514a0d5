"""What the bot does: it says what Usher sends, and asks Usher what to answer. Needs nothing beyond rasa-sdk."""

import asyncio
import json
import logging
import os
from typing import Any, Dict, List, Optional, Text
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

log = logging.getLogger("usher")

USHER_URL = os.environ.get("USHER_URL", "http://localhost:8787").rstrip("/")
USHER_SECRET_KEY = os.environ.get("USHER_SECRET_KEY", "")
# A model may take 30 s in all.
TIMEOUT_S = 35
CANNOT_ANSWER = "I cannot answer that right now. Please try again in a moment."


class ActionSendProactive(Action):
    """Says what Usher sent with trigger_intent, once."""

    def name(self) -> Text:
        return "action_send_proactive"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict]:
        text = (tracker.get_slot("proactive_text") or "").strip()
        if text:
            dispatcher.utter_message(text=text)
        return [SlotSet("proactive_text", None)]


class ActionReply(Action):
    """Asks Usher for an answer that is grounded in the product's own steps and in what this person has been doing."""

    def name(self) -> Text:
        return "action_reply"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict]:
        query = (tracker.latest_message.get("text") or "").strip()
        # Widgets send a turn without words when they connect.
        if not query or query.startswith("/"):
            return []
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(None, ask_usher, user_of(tracker), tracker.sender_id, query)
        dispatcher.utter_message(text=reply or CANNOT_ANSWER)
        return []


def user_of(tracker: Tracker) -> Text:
    """The id that the page gave to the widget as customData.userId; it has to be that of Usher.identify()."""
    metadata = tracker.latest_message.get("metadata") or {}
    custom = metadata.get("customData") or {}
    return str(metadata.get("userId") or custom.get("userId") or tracker.sender_id or "anonymous")


def ask_usher(user_id: Text, sender_id: Text, query: Text) -> Optional[Text]:
    request = Request(
        f"{USHER_URL}/bridge/rasa/reply/{quote(user_id, safe='')}",
        data=json.dumps({"query": query, "sender_id": sender_id}).encode("utf-8"),
        headers={"Authorization": f"Bearer {USHER_SECRET_KEY}", "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urlopen(request, timeout=TIMEOUT_S) as response:
            return json.load(response).get("reply") or None
    except HTTPError as error:
        # The answer says what to mend: a key without the scope, a user the page never named.
        log.error("usher answered %s: %s", error.code, error.read(500).decode("utf-8", "replace"))
    except (URLError, OSError, ValueError) as error:
        log.error("usher cannot be asked at %s: %s", USHER_URL, error)
    return None
