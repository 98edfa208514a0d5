/** Ids of the documented built-ins: stable, used in configuration and analytics. */
export const TRIGGER_ID_CANONICAL_URL_PING_PONG = "canonical_url_ping_pong";
export const TRIGGER_ID_USER_PAGE_DWELL = "user_page_dwell";
export const TRIGGER_ID_SECTION_PLAYBOOK_MATCH = "section_playbook_match";

/** All of them, in the catalogue's order. */
export const PROACTIVE_TRIGGER_IDS: readonly string[] = [
  TRIGGER_ID_CANONICAL_URL_PING_PONG,
  TRIGGER_ID_USER_PAGE_DWELL,
  TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
];

/** Body of the ping-pong built-in. */
export const DEFAULT_PROACTIVE_QUICK_REPLY_BODY = "Need my expert help?";
/** Body of the dwell built-in. */
export const DEFAULT_DWELL_BODY = "Still on this page — want a quick tip?";
