import type { ReplyCase } from "../reply-case.ts";

export const importContactsReplies: ReplyCase = {
  name: "import contacts (Italian)",
  ground: {
    howTo: `1. Aprite **Contatti** e cliccate su **Importa**.
2. Trascinate il file CSV nel riquadro oppure cliccate su **Scegli file**.
3. Associate le colonne ai campi e cliccate su **Avanti**.
4. Scegliete che cosa fare dei doppioni: **Unisci** o **Ignora**.
5. Cliccate su **Avvia importazione**.

Un'e-mail vi avvisa quando l'importazione è finita. Il file può avere al massimo 10.000 righe.`,
    names: [
      "Importare contatti",
      "Contatti",
      "Importa",
      "Scegli file",
      "Avanti",
      "Unisci",
      "Ignora",
      "Avvia importazione",
    ],
    said: ["ho un excel con i miei clienti, come lo carico?", "Nessun contatto", "clienti-2026.csv"],
  },
  correct: [
    "Certo! Aprite **Contatti**, cliccate su **Importa** e trascinate il file CSV nel riquadro.",
    "Salvate prima il foglio come CSV; poi, in **Contatti**, cliccate su «Importa».",
    "Contatti → Importa → Scegli file.",
    "1. Aprite **Contatti**.\n2. Cliccate su **Importa**.\n3. Trascinate il file.\n4. Associate le colonne e cliccate su **Avanti**.\n5. Cliccate su **Avvia importazione**.",
    "Per i doppioni scegliete **Unisci** se volete aggiornare i contatti che ci sono già, altrimenti **Ignora**.",
    "Il file può avere al massimo 10.000 righe: se il vostro è più lungo, dividetelo in due.",
    "Quando l'importazione è finita ricevete un'e-mail.",
    "Sì, clienti-2026.csv va bene. Trascinatelo nel riquadro o cliccate su “Scegli file”.",
    "Dopo aver associato le colonne ai campi, clicca su *Avanti*.",
    "Non posso caricare il file al posto vostro, ma vi guido passo per passo.",
    "Siete già nella pagina Contatti: ora cliccate su **Importa**.",
    "Le istruzioni parlano solo di CSV. Da Excel di solito si può salvare un file in quel formato.",
    "L'ultimo passo è **Avvia importazione**; prima controllate come trattare i doppioni.",
  ],
  invented: [
    "Cliccate su **Carica da Excel**.",
    "Aprite **Impostazioni** > **Dati** > **Importazioni**.",
    "Cliccate sul pulsante «Sincronizza rubrica».",
    "Scegliete **Sovrascrivi** per i doppioni.",
    "Premete Ctrl+I per importare.",
    "Contatti → Strumenti → Importa.",
    "Spuntate la casella “La prima riga contiene i titoli”.",
    "Cliccate sull'icona della nuvola in alto a destra e poi su Carica.",
    "Scaricate il modello da https://aiuto.contatti.example/modello.csv.",
    "Andate alla pagina Aziende e cliccate su Aggiungi.",
    "Alla fine cliccate su **Conferma e chiudi**.",
    "Nel menu «Azioni» scegliete «Importa in blocco».",
    "Aprite la scheda **Cronologia** per vedere gli errori.",
  ],
};
