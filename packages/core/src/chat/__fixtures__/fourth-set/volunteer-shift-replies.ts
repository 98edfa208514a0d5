import type { ReplyCase } from "../reply-case.ts";

export const volunteerShiftReplies: ReplyCase = {
  name: "sign up volunteers (Dutch)",
  ground: {
    howTo: `1. Ga naar **Rooster** en kies het evenement.
2. Klik op **Dienst toevoegen**.
3. Kies de begin- en eindtijd en het aantal **Plekken**.
4. Klik op **Inschrijving openen**. Vrijwilligers krijgen een mail.
5. Wie zich inschrijft, ziet u onder **Aanmeldingen**; klik op het vinkje om iemand goed te keuren.`,
    names: [
      "Vrijwilligers inroosteren",
      "Rooster",
      "Dienst toevoegen",
      "Plekken",
      "Inschrijving openen",
      "Aanmeldingen",
    ],
    said: ["we hebben nog mensen nodig voor de bar op zaterdag", "Zomerfeest", "Bar 18:00–23:00"],
  },
  correct: [
    "Ga naar **Rooster**, kies Zomerfeest en klik op **Dienst toevoegen**.",
    "Kies de tijden, bijvoorbeeld 18:00 tot 23:00, en het aantal **Plekken**.",
    "Klik daarna op ‘Inschrijving openen’; alle vrijwilligers krijgen dan een mail.",
    "Rooster → Zomerfeest → Dienst toevoegen → Inschrijving openen",
    "Onder **Aanmeldingen** ziet u wie zich heeft ingeschreven.",
    "Klik op het vinkje om iemand goed te keuren.",
    "1. **Rooster**\n2. **Dienst toevoegen**\n3. Tijden en **Plekken**\n4. **Inschrijving openen**",
    "Voor de bar op zaterdag kunt u bijvoorbeeld vier plekken opgeven.",
    "Er gaat pas een mail uit als u op **Inschrijving openen** klikt.",
    "Of iedereen de mail leest, weet ik natuurlijk niet.",
    "Bijna klaar: alleen nog de inschrijving openen.",
    "Wil je meer mensen? Verhoog dan het aantal plekken.",
    "Zodra iemand zich aanmeldt, staat die naam onder “Aanmeldingen”.",
  ],
  invented: [
    "Klik op **Oproep plaatsen**.",
    "Ga naar **Leden** > **Beschikbaarheid**.",
    "Kies **Herhalen** en dan elke week.",
    "Klik op het potlood naast de dienst.",
    "Open het tabblad Reservelijst.",
    "Vink ‘Automatisch goedkeuren’ aan.",
    "Stuur een appje via de knop WhatsApp delen.",
    "Druk op Alt+D voor een nieuwe dienst.",
    "Kies de optie Vaste ploeg bij het evenement.",
    "Rooster → Exporteren → Lijst afdrukken",
    "Klik op **Herinnering sturen** onder **Aanmeldingen**.",
    "Kijk op www.vrijwilligershulp.example voor tips.",
    "Sluit af met de knop Definitief plannen.",
  ],
};
