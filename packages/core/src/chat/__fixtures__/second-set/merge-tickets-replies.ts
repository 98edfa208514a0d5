import type { ReplyCase } from "../reply-case.ts";

export const mergeTicketsReplies: ReplyCase = {
  name: "merge tickets",
  ground: {
    howTo: `1. In **Inbox**, hold Shift and click the tickets that belong together.
2. Choose **Merge** in the bar at the bottom of the screen.
3. Pick the ticket to keep under **Primary ticket**.
4. Decide who hears about it: **Notify requesters** is on by default.
5. Click **Merge N tickets**.

Merged tickets are closed and can't be separated again.`,
    names: ["Merge tickets", "Inbox", "Merge", "Primary ticket", "Notify requesters", "Merge N tickets"],
    said: ["two people wrote in about the same outage", "Login is down", "Priority: High", "Assign to me"],
  },
  correct: [
    "Sure thing. In **Inbox**, hold **Shift** and click both tickets, then choose **Merge** at the bottom of the screen.",
    "Both tickets are about the outage, so pick “Login is down” as the **Primary ticket**.",
    "Then hit **Merge 2 tickets** and you're done.",
    "Heads-up: merged tickets can't be separated again, so double-check before you click **Merge 2 tickets**.",
    "- Shift-click the tickets in **Inbox**\n- **Merge** (bottom bar)\n- Choose the **Primary ticket**\n- **Merge N tickets**",
    "**Notify requesters** is on by default. Turn it off if you'd rather not email them.",
    "Inbox ▸ select both ▸ Merge ▸ Merge 2 tickets",
    "If only one ticket stays selected, keep the Shift key held down while clicking the second one.",
    "No, there's no way to undo a merge – the merged tickets get closed.",
    "I noticed you clicked **Assign to me** earlier. That's fine, it has nothing to do with merging.",
    "Great question! Only the primary ticket stays open; the others are closed.",
    "What should happen to the priority? I don't know, my steps don't say anything about it.",
    "Look at the bar at the bottom of the screen: the 'Merge' button appears as soon as two tickets are selected.",
  ],
  invented: [
    "Open the ticket and choose **Link to another ticket**.",
    "Select both tickets and click **Combine**.",
    "In **Inbox**, open the **Bulk actions** menu.",
    "Press M to merge.",
    "Hold Ctrl and click the tickets.",
    "If it was a mistake, click **Unmerge** within five minutes.",
    "Inbox ▸ Merge ▸ Side conversations",
    "Tag both with “duplicate” in the Tags panel, and the rest happens automatically.",
    "Go to Admin Center and turn on Ticket Deduplication first.",
    "Tick **Copy attachments** before you click **Merge 2 tickets**.",
    "You can read about it at http://support.example.org/merge-tickets",
    "Then choose Close as duplicate from the dropdown.",
    "Drag one ticket onto the other to merge them.",
  ],
};
