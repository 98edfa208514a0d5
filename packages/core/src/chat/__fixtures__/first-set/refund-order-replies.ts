import type { ReplyCase } from "../reply-case.ts";

export const refundOrderReplies: ReplyCase = {
  name: "refund an order",
  ground: {
    howTo: `1. Open **Orders** in the left sidebar and choose the order.
2. Click **More actions** in the top right corner, then **Refund items**.
3. Set the quantity of each item to be refunded.
4. Tick **Restock items** if the goods came back.
5. Click **Refund $N**. The customer gets an email.

The money is on the customer's card within 5 to 10 days.`,
    names: ["Refund an order", "Orders", "More actions", "Refund items", "Quantity", "Restock items", "Refund $N"],
    said: ["How do I give someone their money back?", "Order #1042", "Blue Ridge Mug", "Fulfilled"],
  },
  correct: [
    "Happy to help! Open **Orders** in the left sidebar and pick the order, then click **More actions** → **Refund items**.",
    "Orders > More actions > Refund items – that's where refunds live.",
    "The **More actions** button is in the top right corner of the order.",
    "You'll find “Refund items” under **More actions**. Set the quantity of each item, and finish with **Refund $24.00**.",
    "1. Go to **Orders**.\n2. Choose the order.\n3. **More actions** → **Refund items**.\n4. Set the quantities.\n5. Click **Refund $18**.",
    "If the goods came back, tick **Restock items** before you refund. Otherwise leave it unticked.",
    "It usually takes 5 to 10 days until the money shows up on your customer's card.",
    "Yes, you can refund just the Blue Ridge Mug: set its quantity to 1 and leave the other items at 0.",
    "The customer gets an email automatically once you click **Refund $N**, so there's nothing else to send.",
    "Do you see the order you're looking for? If so, open it and click *More actions* at the top right.",
    "I can't issue the refund myself, but it only takes a minute: open the order, then choose 'Refund items' from **More actions**.",
    "Order #1042 is marked as fulfilled; that doesn't matter for a refund. Open it from **Orders** and go on with **More actions**.",
    "Partial refunds work the same way – just lower the quantity. For example, 1 of 3.",
  ],
  invented: [
    "Open **Orders**, pick the order and click **Issue refund**.",
    "You can do this under **Finance** → **Refunds**.",
    "Click **More actions**, then **Return & refund**.",
    "There's a shortcut: press R on the order page.",
    "Orders > Returns > Refund items.",
    "Go to the Payments tab of the order and hit Reverse charge.",
    "Tick **Notify customer** so that they get an email.",
    "Click the trash icon beside the item to remove it from the order.",
    "Enter the reason in the **Refund reason** field, then click **Refund $18**.",
    "Use the “Store credit” option if they don't want cash.",
    "You'll find it in the Billing page, under Transactions.",
    "Full details: https://help.example-shop.com/refunds.",
    "Once done, choose **Export receipt** from **More actions**.",
  ],
};
