import type { ReplyCase } from "../reply-case.ts";

export const meterReadingReplies: ReplyCase = {
  name: "send a meter reading (Italian)",
  ground: {
    howTo: `1. Apra **Le mie forniture** e scelga la fornitura.
2. Prema **Invia autolettura**.
3. Scriva solo le cifre prima della virgola.
4. Se vuole, alleghi una foto con **Aggiungi foto**.
5. Prema **Conferma lettura**.

L'autolettura si può inviare dal 25 all'ultimo giorno del mese. La trova poi in **Storico letture**.`,
    names: [
      "Autolettura",
      "Le mie forniture",
      "Invia autolettura",
      "Aggiungi foto",
      "Conferma lettura",
      "Storico letture",
    ],
    said: ["la bolletta è stimata, voglio dare i numeri veri", "Gas – Via Roma 12", "Ultima lettura: 3.482"],
  },
  correct: [
    "Apra **Le mie forniture**, scelga Gas – Via Roma 12 e prema **Invia autolettura**.",
    "Scriva solo le cifre prima della virgola, ad esempio 3510.",
    "Se vuole, può allegare una foto del contatore con **Aggiungi foto**.",
    "Infine prema «Conferma lettura».",
    "Le mie forniture → Invia autolettura → Conferma lettura",
    "Attenzione: si può inviare solo dal 25 all'ultimo giorno del mese.",
    "1. **Le mie forniture**\n2. Scelga la fornitura\n3. **Invia autolettura**\n4. Scriva le cifre\n5. **Conferma lettura**",
    "L'ultima lettura era 3.482, quindi il numero nuovo deve essere più alto.",
    "La ritrova poi in **Storico letture**.",
    "Non so se la bolletta già stimata viene corretta: le mie istruzioni non ne parlano.",
    "Ha già scritto le cifre? Allora manca solo “Conferma lettura”.",
    "Il contatore lo deve leggere lei, io purtroppo non lo vedo.",
    "Oggi è il 21: potrà inviarla dal 25.",
  ],
  invented: [
    "Prema **Contesta bolletta**.",
    "Vada in Profilo > Contratti > Letture.",
    "Scelga **Fascia F1** e scriva il valore.",
    "Prema il pulsante Rettifica consumi.",
    "Selezioni la voce «Lettura dal distributore».",
    "Prema l'icona della fotocamera e inquadri il contatore.",
    "Attivi **Lettura automatica**.",
    "Tocchi il fulmine accanto alla fornitura.",
    "Scriva a letture@energia.example.",
    "Apra la scheda “Pagamenti” e scelga Rateizza.",
    "Le mie forniture → Documenti → Moduli",
    "Prema Invio due volte per confermare.",
    "Al termine prema **Scarica ricevuta**.",
  ],
};
