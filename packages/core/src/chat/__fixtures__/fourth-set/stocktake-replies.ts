import type { ReplyCase } from "../reply-case.ts";

export const stocktakeReplies: ReplyCase = {
  name: "count the stock (German)",
  ground: {
    howTo: `1. Öffnen Sie **Lager** und klicken Sie auf **Inventur starten**.
2. Wählen Sie den Lagerort und die Artikelgruppe.
3. Scannen Sie die Artikel, oder tragen Sie die Menge in **Gezählt** ein.
4. Klicken Sie auf **Differenzen anzeigen** und prüfen Sie die rot markierten Zeilen.
5. Klicken Sie auf **Inventur abschließen**.

Während der Inventur ist der Lagerort gesperrt.`,
    names: ["Inventur", "Lager", "Inventur starten", "Gezählt", "Differenzen anzeigen", "Inventur abschließen"],
    said: ["Wir müssen bis Freitag die Inventur machen", "Hauptlager", "Schrauben M6", "Bestand: 1.240"],
  },
  correct: [
    "Klar. Öffnen Sie **Lager** und klicken Sie auf **Inventur starten**.",
    "Wählen Sie als Lagerort das Hauptlager und danach die Artikelgruppe.",
    "Die Menge tragen Sie in „Gezählt“ ein, oder Sie scannen die Artikel einfach.",
    "Über **Differenzen anzeigen** sehen Sie, wo Bestand und Zählung nicht übereinstimmen. Diese Zeilen sind rot markiert.",
    "Lager → Inventur starten → Differenzen anzeigen → Inventur abschließen",
    "Bis Freitag ist noch genug Zeit; beachten Sie aber, dass der Lagerort währenddessen gesperrt ist.",
    "1. **Lager**\n2. **Inventur starten**\n3. Zählen oder scannen\n4. **Differenzen anzeigen**\n5. **Inventur abschließen**",
    "Für die Schrauben M6 steht ein Bestand von 1.240 im System.",
    "Zum Schluss klicken Sie auf „Inventur abschließen“.",
    "Ob mehrere Personen gleichzeitig zählen können, weiß ich leider nicht.",
    "Klicke zuerst auf **Lager**, dann auf **Inventur starten**.",
    "Haben Sie sich vertippt? Dann ändern Sie die Menge in **Gezählt**, bevor Sie abschließen.",
    "Das ist normal: Solange die Inventur läuft, lässt sich dort nichts buchen.",
  ],
  invented: [
    "Klicken Sie auf **Zählliste drucken**.",
    "Öffnen Sie **Berichte** und wählen Sie **Inventurprotokoll**.",
    "Klicken Sie bei den Differenzen auf Übernehmen und buchen.",
    "Wählen Sie die Option Stichprobe.",
    "Aktivieren Sie **Blindzählung**.",
    "Tippen Sie auf das Kamerasymbol, um zu scannen.",
    "Gehen Sie zu Lager → Umbuchungen → Korrektur.",
    "Mit „Inventur pausieren“ können Sie später weitermachen.",
    "Drücken Sie F5, um die Mengen neu zu laden.",
    "Auf der Registerkarte Bewertung legen Sie den Preis fest.",
    "Laden Sie die App unter https://inventur.example/app herunter.",
    "Klicken Sie doppelt auf die Zeile und dann auf **Begründung**.",
    "Schließen Sie mit dem Knopf Endgültig sperren ab.",
  ],
};
