/** An `actions` frame of a session, told apart by its action's title. */
export function actionsFrame(sessionId: string | null, title: string): Record<string, unknown> {
  const action = { title, description: title, canonical_url: "/projects", type: "click", index: 0 };
  return { type: "actions", product_id: "acme", session_id: sessionId, user_id: "u1", actions: [action], count: 1 };
}

export function summaryFrame(sessionId: string, summary: string): Record<string, unknown> {
  return { type: "summary", product_id: "acme", session_id: sessionId, summary, replaces: 3 };
}
