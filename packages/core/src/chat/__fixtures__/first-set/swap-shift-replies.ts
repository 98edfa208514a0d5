import type { ReplyCase } from "../reply-case.ts";

export const swapShiftReplies: ReplyCase = {
  name: "swap a shift (German)",
  ground: {
    howTo: `1. Öffnen Sie **Dienstplan** und klicken Sie auf Ihre Schicht.
2. Klicken Sie auf **Schicht tauschen**.
3. Wählen Sie im Feld **Kollegin oder Kollege** eine Person aus.
4. Schreiben Sie bei Bedarf eine **Nachricht**.
5. Klicken Sie auf **Anfrage senden**.

Der Tausch gilt, sobald die andere Person und die Leitung zugestimmt haben. Offene Anfragen stehen unter **Meine Anfragen**.`,
    names: ["Schicht tauschen", "Dienstplan", "Kollegin oder Kollege", "Nachricht", "Anfrage senden", "Meine Anfragen"],
    said: ["Wie kann ich am Samstag mit Anna tauschen?", "Frühschicht", "Spätschicht Sa 14–22"],
  },
  correct: [
    "Gern! Öffnen Sie **Dienstplan**, klicken Sie auf Ihre Schicht und dann auf **Schicht tauschen**.",
    "Im Feld „Kollegin oder Kollege“ wählen Sie Anna aus, danach klicken Sie auf „Anfrage senden“.",
    "Dienstplan → Ihre Schicht → **Schicht tauschen**. Eine Nachricht ist freiwillig.",
    "1. **Dienstplan** öffnen\n2. Auf die Schicht klicken\n3. **Schicht tauschen** wählen\n4. Person auswählen\n5. **Anfrage senden**",
    "Der Tausch ist erst gültig, wenn Anna und die Leitung zugestimmt haben.",
    "Ihre offenen Anfragen finden Sie unter **Meine Anfragen**.",
    "Das geht leider nicht ohne Zustimmung der Leitung. Sie können die Anfrage aber jetzt schon senden.",
    "Klicken Sie im Dienstplan auf Ihre Spätschicht am Samstag und anschließend auf »Schicht tauschen«.",
    "Wenn Sie Anna etwas dazu schreiben möchten, nutzen Sie das Feld **Nachricht**, bevor Sie auf **Anfrage senden** klicken.",
    "Sie haben die Schicht schon geöffnet – als Nächstes kommt **Schicht tauschen**.",
    "Ich kann nicht sehen, ob Anna am Samstag frei hat. Am besten fragen Sie sie kurz, bevor Sie die Anfrage senden.",
    "Öffne einfach den **Dienstplan** und wähle deine Schicht aus; dort siehst du **Schicht tauschen**.",
    "Ja, das funktioniert auch für die Frühschicht. Die Schritte sind dieselben.",
  ],
  invented: [
    "Klicken Sie auf **Tauschbörse** und wählen Sie Anna aus.",
    "Öffnen Sie **Einstellungen** > **Dienstplan** > **Tausch erlauben**.",
    "Gehen Sie zu „Team“ und klicken Sie auf „Vertretung anfragen“.",
    "Klicken Sie oben rechts auf die Schaltfläche Schicht freigeben.",
    "Drücken Sie Strg+T, um die Schicht zu tauschen.",
    "Dienstplan → Schicht → **Abgeben**.",
    "Setzen Sie das Häkchen bei **Leitung informieren** und senden Sie die Anfrage ab.",
    "Im Menü „Aktionen“ finden Sie den Eintrag „Tauschen mit …“.",
    "Mehr dazu steht auf https://hilfe.dienstplan.example/tausch.",
    "Ziehen Sie die Schicht mit gedrückter Maustaste auf Annas Zeile.",
    "Wechseln Sie auf die Seite **Abwesenheiten** und tragen Sie sich aus.",
    "Bestätigen Sie zum Schluss mit **Tausch bestätigen**.",
    "Über **Meine Anfragen** → **Neue Anfrage** geht es schneller.",
  ],
};
