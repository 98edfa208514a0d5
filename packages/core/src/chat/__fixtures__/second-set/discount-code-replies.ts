import type { ReplyCase } from "../reply-case.ts";

export const discountCodeReplies: ReplyCase = {
  name: "create a discount code (Italian)",
  ground: {
    howTo: `1. Apra **Marketing** e selezioni **Codici sconto**.
2. Prema **Crea codice**.
3. Scriva il codice oppure prema **Genera**.
4. Scelga **Percentuale** o **Importo fisso** e inserisca il valore.
5. Imposti le date in **Validità** e, se serve, **Un solo uso per cliente**.
6. Prema **Attiva codice**.

Il codice funziona subito. Per fermarlo, prema **Disattiva** accanto al codice.`,
    names: [
      "Creare un codice sconto",
      "Marketing",
      "Codici sconto",
      "Crea codice",
      "Genera",
      "Percentuale",
      "Importo fisso",
      "Validità",
      "Un solo uso per cliente",
      "Attiva codice",
      "Disattiva",
    ],
    said: ["vorrei fare il 20% per il Black Friday", "ESTATE10", "Scaduto"],
  },
  correct: [
    "Volentieri. Apra **Marketing**, selezioni **Codici sconto** e prema **Crea codice**.",
    "Scelga «Percentuale» e inserisca 20.",
    "Per il Black Friday imposti le date in **Validità**, ad esempio dal 27 al 30 novembre.",
    "Marketing → Codici sconto → Crea codice",
    "Può scrivere lei il codice, per esempio BLACK20, oppure premere **Genera**.",
    "1. **Marketing** → **Codici sconto**\n2. **Crea codice**\n3. **Percentuale**: 20\n4. **Validità**\n5. **Attiva codice**",
    "Vuole che ogni cliente lo usi una volta sola? Allora imposti **Un solo uso per cliente**.",
    "Il codice ESTATE10 è scaduto; per il Black Friday ne serve uno nuovo.",
    "Appena preme “Attiva codice”, il codice funziona.",
    "Se ci ripensa, prema ‘Disattiva’ accanto al codice.",
    "Mi dispiace, non so dirle se si può combinare con altri sconti.",
    "Ci siamo quasi: manca soltanto **Attiva codice**.",
    "Premi *Genera* se non ti viene in mente un nome.",
  ],
  invented: [
    "Apra **Prodotti** e selezioni **Prezzi speciali**.",
    "Prema **Duplica** accanto a ESTATE10.",
    "Scelga **Spedizione gratuita** come tipo di sconto.",
    "Vada in Impostazioni > Promozioni > Black Friday.",
    "Prema il pulsante «Programma campagna».",
    "Spunti la casella **Escludi articoli in saldo**.",
    "Prema Ctrl+Invio per attivarlo.",
    "Marketing → Newsletter → Invia codice",
    "Guardi anche https://guida.negozio.example/sconti.",
    "Trascini il prodotto sul codice per collegarlo.",
    "Nella scheda “Statistiche” vede quante volte è stato usato.",
    "Clicchi sull'icona a forma di matita e poi su Rinnova.",
    "Infine prema **Pubblica sul sito**.",
  ],
};
