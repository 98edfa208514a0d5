import type { ReplyCase } from "../reply-case.ts";

export const expenseClaimReplies: ReplyCase = {
  name: "claim an expense (French)",
  ground: {
    howTo: `1. Allez dans **Mes notes de frais** et cliquez sur **Nouvelle dépense**.
2. Prenez le reçu en photo ou cliquez sur **Joindre un fichier**.
3. Vérifiez le montant et choisissez une **Catégorie**.
4. Cliquez sur **Ajouter à la note**.
5. Quand tout y est, cliquez sur **Soumettre**.

Votre responsable a cinq jours pour répondre. L'état est visible dans la colonne **Suivi**.`,
    names: [
      "Note de frais",
      "Mes notes de frais",
      "Nouvelle dépense",
      "Joindre un fichier",
      "Catégorie",
      "Ajouter à la note",
      "Soumettre",
      "Suivi",
    ],
    said: ["j'ai payé un taxi à Lyon, comment je me fais rembourser ?", "Novembre 2026", "Brouillon"],
  },
  correct: [
    "Allez dans **Mes notes de frais**, puis cliquez sur **Nouvelle dépense**.",
    "Prenez le reçu du taxi en photo, ou cliquez sur « Joindre un fichier » si vous l'avez déjà sur votre ordinateur.",
    "Vérifiez le montant, choisissez une **Catégorie** et cliquez sur **Ajouter à la note**.",
    "Tant que vous n'avez pas cliqué sur **Soumettre**, la note reste en brouillon.",
    "Mes notes de frais → Nouvelle dépense → Joindre un fichier → Ajouter à la note",
    "Votre responsable a cinq jours pour répondre ; vous pouvez suivre l'état dans la colonne **Suivi**.",
    "1. **Nouvelle dépense**\n2. Photo du reçu\n3. **Catégorie**\n4. **Ajouter à la note**\n5. **Soumettre**",
    "Vous pouvez ajouter toutes les dépenses de novembre à la même note avant de la soumettre.",
    "Pour le taxi à Lyon, une seule dépense suffit.",
    "Je ne connais malheureusement pas le plafond de remboursement de votre entreprise.",
    "Une fois la dépense ajoutée, il ne reste plus qu'à cliquer sur “Soumettre”.",
    "Vous avez perdu le reçu ? Mes instructions n'en parlent pas ; demandez à votre responsable.",
    "Clique sur *Soumettre* quand tout y est.",
  ],
  invented: [
    "Cliquez sur **Importer depuis la carte**.",
    "Choisissez la catégorie **Transport urbain** puis **Valider**.",
    "Cochez « Sans justificatif ».",
    "Allez dans Voyages > Ordres de mission.",
    "Cliquez sur le bouton Avance sur frais.",
    "Dans l'onglet « Kilomètres », indiquez la distance.",
    "Appuyez sur F2 pour corriger le montant.",
    "Cliquez sur la loupe à côté du reçu.",
    "Sélectionnez **Refacturer au client**.",
    "Écrivez à compta@entreprise.example avec le reçu.",
    "Terminez par « Signer et envoyer ».",
    "Cliquez sur Relancer mon responsable.",
    "Ouvrez la page Remboursements et cliquez sur Historique.",
  ],
};
