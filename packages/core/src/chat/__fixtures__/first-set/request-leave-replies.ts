import type { ReplyCase } from "../reply-case.ts";

export const requestLeaveReplies: ReplyCase = {
  name: "request leave (Dutch)",
  ground: {
    howTo: `1. Open **Mijn verlof** en klik op **Verlof aanvragen**.
2. Kies het **Soort verlof**.
3. Kies de eerste en de laatste dag.
4. Zet **Halve dag** aan als u maar een dagdeel weg bent.
5. Klik op **Aanvraag indienen**.

Uw leidinggevende krijgt bericht. Uw saldo staat bovenaan **Mijn verlof**.`,
    names: ["Verlof aanvragen", "Mijn verlof", "Soort verlof", "Halve dag", "Aanvraag indienen"],
    said: ["Hoeveel vakantiedagen heb ik nog en hoe vraag ik ze aan?", "Saldo: 12 dagen", "Bijzonder verlof"],
  },
  correct: [
    "Natuurlijk! Open **Mijn verlof** en klik op **Verlof aanvragen**.",
    "Uw saldo staat bovenaan **Mijn verlof**; u hebt nog 12 dagen.",
    "Mijn verlof → Verlof aanvragen → Soort verlof.",
    "1. Open **Mijn verlof**.\n2. Klik op **Verlof aanvragen**.\n3. Kies het soort verlof en de dagen.\n4. Klik op **Aanvraag indienen**.",
    "Bent u maar een ochtend weg? Zet dan ‘Halve dag’ aan.",
    "Zodra u op “Aanvraag indienen” klikt, krijgt uw leidinggevende bericht.",
    "Kies bij **Soort verlof** voor bijzonder verlof als dat van toepassing is.",
    "Ik kan de aanvraag niet voor u indienen, maar het is zo gedaan.",
    "Je vindt het onder **Mijn verlof**. Klik daar op *Verlof aanvragen*.",
    "Daarna kiest u de eerste en de laatste dag, en klikt u op **Aanvraag indienen**.",
    "Of uw leidinggevende akkoord gaat, kan ik niet zien.",
    "U bent er bijna: alleen nog op **Aanvraag indienen** klikken.",
    "Ja, dat kan ook voor één dag: kies dan dezelfde dag als eerste en laatste dag.",
  ],
  invented: [
    "Klik op **Nieuwe aanvraag** in de kalender.",
    "Ga naar **Personeel** > **Verlofkaart**.",
    "Klik op de knop ‘Vakantie boeken’.",
    "Kies **Doorbetaald** in het menu **Uitbetaling**.",
    "Druk op Ctrl+S om de aanvraag op te slaan.",
    "Open het tabblad Teamkalender om te zien wie er weg is.",
    "Vink ‘Vervanger informeren’ aan.",
    "Mijn verlof → Instellingen → Verlofsaldo.",
    "Meer weten? Kijk op https://hulp.verlof.example/saldo.",
    "Klik rechtsboven op het tandwiel en kies **Exporteren**.",
    "Bevestig met **Definitief maken**.",
    "Klik op **Kopen** naast uw saldo om dagen bij te kopen.",
    "Selecteer de optie Spaarverlof in de lijst.",
  ],
};
