import type { ReplyCase } from "../reply-case.ts";

/** The page has a path, the question is answered by a document. */
export const customerGroupReplies: ReplyCase = {
  name: "customer groups (Dutch)",
  ground: {
    howTo: `1. Ga naar **Klanten** en klik op **Groepen**.
2. Klik op **Groep toevoegen** en geef de groep een naam.
3. Stel de voorwaarde in, bijvoorbeeld **Omzet** meer dan € 500.
4. Klik op **Groep opslaan**.`,
    documents: [
      "Korting per groep\nEen groep kan een vaste korting krijgen. Open de groep, klik op **Prijsafspraken** en vul het percentage in bij **Korting**. De korting geldt niet voor artikelen in de uitverkoop. Klanten zien hun prijs zodra ze zijn ingelogd.",
    ],
    names: ["Een klantgroep maken", "Klanten", "Groepen", "Groep toevoegen", "Omzet", "Groep opslaan"],
    said: ["kan ik grote klanten 10% korting geven?", "Bakkerij Jansen", "Alle klanten (312)"],
  },
  correct: [
    "Ja, dat kan. Maak eerst een groep onder **Klanten** → **Groepen** en geef die daarna een korting.",
    "Open de groep, klik op **Prijsafspraken** en vul bij **Korting** 10 % in.",
    "De korting geldt niet voor artikelen in de uitverkoop.",
    "Bakkerij Jansen ziet de nieuwe prijs zodra ze daar zijn ingelogd.",
    "1. **Klanten** → **Groepen**\n2. **Groep toevoegen**\n3. **Omzet** meer dan € 500\n4. **Groep opslaan**\n5. **Prijsafspraken** → **Korting**: 10 %",
    "Als voorwaarde kunt u bijvoorbeeld ‘Omzet’ meer dan € 1.000 kiezen.",
    "Vergeet niet op **Groep opslaan** te klikken.",
    "Klanten › Groepen › Groep toevoegen",
    "Of u de korting ook tijdelijk kunt maken, staat niet in mijn uitleg.",
    "U heeft 312 klanten; met een voorwaarde op omzet blijven alleen de grote over.",
    "Klik daarna op “Prijsafspraken”.",
    "Geef de groep een duidelijke naam, bijvoorbeeld Grote klanten.",
    "Helaas kan ik de groep niet zelf voor u aanmaken.",
  ],
  invented: [
    "Ga naar **Marketing** > **Acties**.",
    "Klik op **Kortingscode maken**.",
    "Open Bakkerij Jansen en klik op het tabblad **Tarieven**.",
    "Zet **Ook in de uitverkoop** aan.",
    "Kies ‘Staffelprijs’ bij **Korting**.",
    "Klik op de weegschaal naast de groep.",
    "Ga naar Instellingen en schakel Ledenprijzen in.",
    "Sleep de klant naar de groep.",
    "Druk op Ctrl+G om te groeperen.",
    "Klik op de knop Klanten importeren.",
    "Meer uitleg vindt u op https://winkel.example/uitleg/korting.",
    "Klanten › Segmenten › Nieuw segment",
    "Klik tot slot op **Prijzen publiceren**.",
  ],
};
