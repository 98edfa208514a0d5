import type { ReplyCase } from "../reply-case.ts";

export const archiveProjectReplies: ReplyCase = {
  name: "archive a project (Dutch)",
  ground: {
    howTo: `1. Ga naar **Projecten** en open het project.
2. Open het menu **Meer** rechtsboven en kies **Projectinstellingen**.
3. Scrol naar **Gevarenzone** en klik op **Project archiveren**.
4. Typ de naam van het project ter bevestiging.
5. Klik op **Archiveren**.

Het project staat daarna onder **Archief** en telt niet meer mee voor uw abonnement. U kunt het terughalen met **Terugzetten**.`,
    names: [
      "Een project archiveren",
      "Projecten",
      "Meer",
      "Projectinstellingen",
      "Gevarenzone",
      "Project archiveren",
      "Archiveren",
      "Archief",
      "Terugzetten",
    ],
    said: ["we zitten aan de limiet van ons abonnement", "Website 2024", "Gratis: 5 van 5 projecten"],
  },
  correct: [
    "U gebruikt nu 5 van 5 projecten. Door er een te archiveren komt er weer plaats vrij.",
    "Ga naar **Projecten** en open bijvoorbeeld “Website 2024”.",
    "Open rechtsboven het menu **Meer** en kies **Projectinstellingen**.",
    "Projecten → Website 2024 → Meer → Projectinstellingen",
    "Scrol omlaag tot **Gevarenzone** en klik daar op ‘Project archiveren’.",
    "1. **Projecten**\n2. **Meer** → **Projectinstellingen**\n3. **Project archiveren**\n4. Typ de naam: Website 2024\n5. **Archiveren**",
    "Er gaat niets verloren: onder **Archief** haalt u het project terug met **Terugzetten**.",
    "Een gearchiveerd project telt niet meer mee voor uw abonnement.",
    "Ter bevestiging typt u de naam van het project. Klik daarna op *Archiveren*.",
    "Wat een groter abonnement kost, weet ik helaas niet.",
    "Zie je **Gevarenzone** niet? Scrol dan nog wat verder naar beneden.",
    "Je kunt het later altijd terugzetten via het archief.",
    "Bijna klaar! Alleen de knop „Archiveren” nog.",
  ],
  invented: [
    "Klik op **Upgraden** om meer projecten te krijgen.",
    "Ga naar **Abonnement** > **Limieten**.",
    "Open het menu **Meer** en kies **Verbergen**.",
    "Sleep het project naar het archief.",
    "Klik op de prullenbak naast het project.",
    "Vink **Bestanden behouden** aan en klik op **Archiveren**.",
    "Druk op Delete om het project te archiveren.",
    "Projecten → Beheer → Opschonen",
    "Kies ‘Overdragen aan ander team’ in de projectinstellingen.",
    "Lees eerst https://hulp.projecten.example/archief.",
    "Op het tabblad Leden verwijdert u eerst iedereen.",
    "Klik tot slot op de knop Definitief opruimen.",
    "Klik met de rechtermuisknop op het project en kies **Sluiten**.",
  ],
};
