import type { ReplyCase } from "../reply-case.ts";

export const requireTwoFactorReplies: ReplyCase = {
  name: "require two-factor sign-in",
  ground: {
    howTo: `1. Click your avatar at the bottom left and choose **Workspace settings**.
2. Open the **Security** tab.
3. Switch on **Require two-factor authentication**.
4. Set the **Grace period** (0, 7 or 14 days).
5. Click **Save policy**. Members without a second factor see a reminder.

To help a member who lost their phone, open **Members**, click the pencil next to the name and choose **Reset second factor**.`,
    names: [
      "Require two-factor sign-in",
      "Workspace settings",
      "Security",
      "Require two-factor authentication",
      "Grace period",
      "Save policy",
      "Members",
      "Reset second factor",
    ],
    said: ["Our auditor says everyone needs 2FA", "Marta Nowak", "Last active 3 days ago"],
  },
  correct: [
    "Good call – that's quick to set up. Click your avatar at the bottom left, choose **Workspace settings**, and open the **Security** tab.",
    "Once you're in **Security**, switch on **Require two-factor authentication**, pick a **Grace period**, and click **Save policy**.",
    "A grace period of 0 days means that members have to set it up right away; with 7 or 14 days they only see a reminder first.",
    "*Workspace settings → Security → Require two-factor authentication*",
    "Marta lost her phone? Open **Members**, click the pencil next to Marta Nowak and choose **Reset second factor**.",
    "Your auditor should be happy after that: everybody needs a second factor from then on.",
    "Is the Security tab missing for you? You may not be an admin of this workspace.",
    "Here's the short version:\n\n1. Avatar (bottom left) → **Workspace settings**\n2. **Security**\n3. Turn on **Require two-factor authentication**\n4. **Grace period**: 7 days\n5. **Save policy**",
    "I can't turn it on for you, but you're only two clicks away: switch it on, then \"Save policy\".",
    "You don't have to remind anyone yourself – members who haven't set it up see a reminder.",
    "Which authenticator apps work isn't mentioned in the steps I have, sorry.",
    "After you've saved the policy, nothing changes for members who already use a second factor.",
    "The pencil is next to each name on the **Members** page.",
  ],
  invented: [
    "Open **Admin console** > **Authentication**.",
    "In **Security**, click **Enforce for all**.",
    "Choose **SMS only** as the method.",
    "Click **Generate backup codes** and hand them out.",
    "Go to the Compliance tab and export the report.",
    "Set the Grace period to 14 days, then hit Apply to everyone.",
    "Click the shield icon next to Marta's name.",
    "Use **Sign out everywhere** in Marta's profile.",
    "Type /security in the search bar.",
    "Press Ctrl+, to open the settings.",
    "Tick “Allow trusted devices”.",
    "You can check who is missing under Members > Without 2FA > Send reminder.",
    "See https://help.workspace.example/2fa for the full policy.",
  ],
};
