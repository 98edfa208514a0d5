import type { ReplyCase } from "../reply-case.ts";

export const customFieldReplies: ReplyCase = {
  name: "add a custom field (Italian)",
  ground: {
    howTo: `1. Vai in **Impostazioni** e apri **Campi**.
2. Clicca su **Nuovo campo** in alto a destra.
3. Dai un nome al campo e scegli il **Tipo**: testo, numero, data o elenco.
4. Se è un elenco, aggiungi le voci in **Valori possibili**.
5. Attiva **Obbligatorio** se nessuno deve saltarlo.
6. Clicca su **Crea campo**.

Il campo compare subito in tutte le schede cliente. Per nasconderlo, disattiva **Visibile**.`,
    names: [
      "Aggiungere un campo",
      "Impostazioni",
      "Campi",
      "Nuovo campo",
      "Tipo",
      "Valori possibili",
      "Obbligatorio",
      "Crea campo",
      "Visibile",
    ],
    said: ["ci serve un posto per la partita IVA dei clienti", "Scheda cliente", "Rossi Srl"],
  },
  correct: [
    "Per la partita IVA ti basta un campo di testo: vai in **Impostazioni**, apri **Campi** e clicca su **Nuovo campo**.",
    "Come **Tipo** scegli testo, così restano anche gli zeri iniziali.",
    "Se ogni cliente deve averla, attiva «Obbligatorio».",
    "Impostazioni → Campi → Nuovo campo",
    "Infine clicca su **Crea campo**: compare subito in tutte le schede cliente, anche in quella di Rossi Srl.",
    "1. **Impostazioni** → **Campi**\n2. **Nuovo campo**\n3. Nome: partita IVA\n4. **Tipo**: testo\n5. **Crea campo**",
    "Il pulsante **Nuovo campo** è in alto a destra.",
    "Hai sbagliato qualcosa? Puoi nascondere il campo disattivando **Visibile**.",
    "I valori possibili servono solo per gli elenchi.",
    "Non so se il programma controlla che il numero sia giusto.",
    "Basta cliccare su “Crea campo” e il gioco è fatto.",
    "No, non serve ricaricare la pagina: il campo si vede subito.",
    "Apri *Campi* nelle impostazioni: da lì è tutto molto semplice.",
  ],
  invented: [
    "Clicca su **Personalizza scheda**.",
    "Scegli **Partita IVA** come tipo.",
    "Vai in Impostazioni > Anagrafiche > Dati fiscali.",
    "Attiva **Unico** per evitare doppioni.",
    "Trascina il campo nella posizione che vuoi.",
    "Clicca sul pulsante Importa da VIES.",
    "Premi Alt+N per un nuovo campo.",
    "Clicca su **Salva e aggiungi un altro**.",
    "Nella scheda «Permessi» scegli chi può vederlo.",
    "Leggi la guida su https://crm.example/campi.",
    "Clicca sul lucchetto accanto al campo.",
    "Apri il menu Azioni e scegli Formula.",
    "Scegli “Calcolato” come tipo di campo.",
  ],
};
