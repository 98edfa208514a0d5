import type { ReplyCase } from "../reply-case.ts";

export const cancelAppointmentReplies: ReplyCase = {
  name: "move an appointment",
  ground: {
    howTo: `1. In **Agenda**, switch to the **Week** view.
2. Click the appointment and choose **Reschedule**.
3. Pick a free slot (green), then click **Confirm new time**.
4. The client gets a text message. To cancel instead, choose **Cancel appointment** and a **Reason**.

You can also drag the appointment to another slot.`,
    documents: [
      "Late cancellations\nA fee of 20 % applies when an appointment is cancelled less than 24 hours before. Waive it with **No fee** in the cancellation dialog.",
    ],
    names: ["Move an appointment", "Agenda", "Week", "Reschedule", "Confirm new time", "Cancel appointment", "Reason"],
    said: ["Mr Okafor can't make it tomorrow", "Haircut, 10:30", "Daniel Okafor"],
  },
  correct: [
    "In **Agenda**, switch to **Week**, click Mr Okafor's appointment and choose **Reschedule**.",
    "Pick a free slot – they're shown in green – and click **Confirm new time**.",
    "Or just drag the appointment to another slot.",
    "Daniel Okafor gets a text message about the new time automatically.",
    "If he'd rather cancel, choose **Cancel appointment** and give a **Reason**.",
    "Since it's less than 24 hours away, a fee of 20 % applies unless you tick **No fee** in the cancellation dialog.",
    "Agenda → Week → Reschedule → Confirm new time",
    "1. **Agenda**\n2. **Week** view\n3. Click the haircut at 10:30\n4. **Reschedule**\n5. **Confirm new time**",
    "You want to waive the fee? That's the “No fee” option when you cancel.",
    "I can't tell which slots are free next week; look for the green ones.",
    "Nothing is sent until you click **Confirm new time**.",
    "Moving it costs nothing; the fee is only for late cancellations.",
    "Does tomorrow afternoon suit him? If there's a green slot, pick that one.",
  ],
  invented: [
    "Click **Mark as no-show**.",
    "Open **Clients**, find Mr Okafor and click **Call**.",
    "Choose **Swap with another client**.",
    "Switch to the **Month** view and click **Auto-arrange**.",
    "Use the waiting list button to fill the gap.",
    "Untick **Send SMS** before confirming.",
    "Go to the Billing page and refund the deposit.",
    "Double-click the slot to block it.",
    "Press Delete to remove the appointment.",
    "Click the phone icon in the appointment.",
    "Choose **Charge card on file** in the dialog.",
    "Agenda → Tools → Bulk reschedule",
    "There's a guide at www.salon-help.example/moving.",
  ],
};
