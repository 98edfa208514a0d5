import type { ReplyCase } from "../reply-case.ts";

export const planNewsletterReplies: ReplyCase = {
  name: "plan a newsletter (German)",
  ground: {
    howTo: `1. Klicken Sie in der linken Leiste auf **Kampagnen** und dann auf **Neue Kampagne**.
2. Wählen Sie eine **Vorlage** und geben Sie den Betreff ein.
3. Wählen Sie unter **Empfänger** eine Liste oder ein Segment.
4. Klicken Sie auf **Testmail senden** und prüfen Sie die Mail.
5. Klicken Sie auf **Versand planen**, wählen Sie Tag und Uhrzeit, und bestätigen Sie mit **Planen**.

Bis eine Minute vor dem Versand lässt sich die Kampagne mit **Anhalten** stoppen.`,
    names: [
      "Newsletter planen",
      "Kampagnen",
      "Neue Kampagne",
      "Vorlage",
      "Empfänger",
      "Testmail senden",
      "Versand planen",
      "Planen",
      "Anhalten",
    ],
    said: ["Der Newsletter soll am Montag um 8 Uhr raus", "Stammkunden", "Herbstaktion", "Öffnungsrate 34 %"],
  },
  correct: [
    "Das geht so: Klicken Sie links auf **Kampagnen** und dann auf **Neue Kampagne**.",
    "Wählen Sie unter „Empfänger“ die Liste Stammkunden aus.",
    "Bevor Sie den Versand planen, empfehle ich Ihnen eine Testmail. Klicken Sie dazu auf **Testmail senden**.",
    "Anschließend auf **Versand planen** klicken, Montag und 8 Uhr wählen und mit **Planen** bestätigen.",
    "Kampagnen › Neue Kampagne › Vorlage wählen › Empfänger › Versand planen",
    "Sollte Ihnen noch ein Fehler auffallen, können Sie die Kampagne bis eine Minute vor dem Versand mit **Anhalten** stoppen.",
    "1. **Kampagnen** → **Neue Kampagne**\n2. Vorlage und Betreff\n3. Empfänger\n4. **Testmail senden**\n5. **Versand planen** → **Planen**",
    "Die Herbstaktion hatte eine Öffnungsrate von 34 %. Ob Montag um 8 Uhr besser ist, kann ich leider nicht sagen.",
    "Klicken Sie danach auf »Versand planen«. Dort stellen Sie den Montag und die Uhrzeit ein.",
    "Ja, auch ein Segment ist als Empfänger möglich.",
    "Fast fertig! Es fehlt nur noch der letzte Klick auf **Planen**.",
    "Du findest den Knopf **Neue Kampagne** unter **Kampagnen**.",
    "Keine Sorge, vor Montag wird nichts verschickt.",
  ],
  invented: [
    "Klicken Sie auf **Automatisierung** und legen Sie eine Strecke an.",
    "Wählen Sie **Zeitzone des Empfängers** aus.",
    "Öffnen Sie den Reiter Berichte und klicken Sie auf Beste Zeit.",
    "Klicken Sie auf **Sofort senden**.",
    "Aktivieren Sie unter **Empfänger** die Option **Dubletten ausschließen**.",
    "Klicken Sie dann rechts unten auf Freigabe anfordern.",
    "Über Einstellungen → Absender können Sie die Adresse ändern.",
    "Ziehen Sie den Block „Bild“ in die Vorlage.",
    "Drücken Sie Alt+P für die Vorschau.",
    "Legen Sie einen A/B-Test an, indem Sie auf „Variante hinzufügen“ klicken.",
    "Klicken Sie auf das Kalendersymbol und wählen Sie **Wiederholen**.",
    "Eine Anleitung gibt es unter https://newsletter.example/hilfe.",
    "Wählen Sie im Menü Kampagnen den Punkt Duplizieren.",
  ],
};
