import type { ReplyCase } from "../reply-case.ts";

export const dunningReplies: ReplyCase = {
  name: "send a reminder for an unpaid invoice (German)",
  ground: {
    howTo: `1. Öffnen Sie **Rechnungen** und wählen Sie oben den Filter **Überfällig**.
2. Markieren Sie die Rechnungen.
3. Klicken Sie auf **Mahnung erstellen**.
4. Prüfen Sie **Mahnstufe** und **Mahngebühr**.
5. Klicken Sie auf **Per E-Mail senden** oder auf **PDF herunterladen**.

Jede Mahnung wird am Kundenkonto vermerkt. Zinsen lassen sich unter **Einstellungen** > **Mahnwesen** festlegen.`,
    names: [
      "Mahnung senden",
      "Rechnungen",
      "Überfällig",
      "Mahnung erstellen",
      "Mahnstufe",
      "Mahngebühr",
      "Per E-Mail senden",
      "PDF herunterladen",
      "Einstellungen",
      "Mahnwesen",
    ],
    said: ["Firma Huber zahlt nicht. Was kann ich tun?", "RE-2026-0815", "Skonto 2 %"],
  },
  correct: [
    "Sie können der Firma Huber eine Mahnung schicken. Öffnen Sie dazu **Rechnungen** und wählen Sie den Filter **Überfällig**.",
    "Markieren Sie die Rechnung RE-2026-0815 und klicken Sie auf **Mahnung erstellen**.",
    "Vor dem Versand sollten Sie „Mahnstufe“ und „Mahngebühr“ prüfen.",
    "Möchten Sie die Mahnung lieber ausdrucken? Dann klicken Sie auf **PDF herunterladen**.",
    "Die Zinsen legen Sie unter **Einstellungen** → **Mahnwesen** fest.",
    "• Rechnungen öffnen\n• Filter **Überfällig**\n• Rechnung markieren\n• **Mahnung erstellen**\n• **Per E-Mail senden**",
    "Über den Filter Überfällig sehen Sie nur die Rechnungen, die nicht rechtzeitig bezahlt wurden.",
    "Rechtlich kann ich Sie leider nicht beraten; das Programm vermerkt die Mahnung aber am Kundenkonto.",
    "Als Letztes bleibt nur noch ein Klick auf „Per E-Mail senden“.",
    "Das Skonto spielt bei der Mahnung keine Rolle.",
    "Wie hoch die Gebühr sein darf, steht nicht in meiner Anleitung. Sie können sie im Feld ›Mahngebühr‹ anpassen.",
    "Du hast die Rechnung schon markiert? Prima, dann klick jetzt auf **Mahnung erstellen**.",
    "Mehrere Rechnungen auf einmal zu mahnen geht auch: einfach alle markieren.",
  ],
  invented: [
    "Öffnen Sie **Kunden** und klicken Sie bei Huber auf **Zahlungserinnerung**.",
    "Klicken Sie auf **Inkasso beauftragen**.",
    "Unter **Einstellungen** > **Zahlungen** legen Sie die Frist fest.",
    "Wählen Sie den Filter „Offen“ und danach „Alle mahnen“.",
    "Drücken Sie F8, um die Mahnung zu drucken.",
    "Aktivieren Sie **Automatisch mahnen**.",
    "Setzen Sie die Mahnsperre im Reiter Buchhaltung zurück.",
    "Klicken Sie mit der rechten Maustaste auf die Rechnung.",
    "Eine Vorlage finden Sie auf www.mahnvorlagen.example.",
    "Mit dem Schalter »Verzugszinsen berechnen« geht das automatisch.",
    "Rechnungen → Überfällig → **Stornieren**.",
    "Klicken Sie zum Abschluss auf Mahnlauf starten.",
    "Tippen Sie auf das Glocken-Symbol und wählen Sie **Erinnern**.",
  ],
};
