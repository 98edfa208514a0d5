import type { ReplyCase } from "../reply-case.ts";

export const paymentMethodReplies: ReplyCase = {
  name: "add a payment method (French)",
  ground: {
    howTo: `1. Ouvrez **Facturation** dans le menu de gauche.
2. Cliquez sur **Ajouter un moyen de paiement**.
3. Choisissez **Carte bancaire** ou **Prélèvement SEPA**.
4. Saisissez les coordonnées, puis cochez **Utiliser par défaut**.
5. Cliquez sur **Enregistrer**.

Le moyen de paiement est débité à la prochaine facture.`,
    names: [
      "Facturation",
      "Ajouter un moyen de paiement",
      "Carte bancaire",
      "Prélèvement SEPA",
      "Utiliser par défaut",
      "Enregistrer",
    ],
    said: ["Je veux payer par prélèvement", "Offre Pro", "Vos factures"],
  },
  correct: [
    "Bien sûr ! Ouvrez **Facturation** dans le menu de gauche, puis cliquez sur **Ajouter un moyen de paiement**.",
    "Choisissez « Prélèvement SEPA », saisissez vos coordonnées et cliquez sur « Enregistrer ».",
    "Facturation → Ajouter un moyen de paiement → Prélèvement SEPA.",
    "1. Ouvrez **Facturation**.\n2. Cliquez sur **Ajouter un moyen de paiement**.\n3. Choisissez **Prélèvement SEPA**.\n4. Saisissez l'IBAN et cochez **Utiliser par défaut**.\n5. Cliquez sur **Enregistrer**.",
    "Le prélèvement s'appliquera à partir de la prochaine facture, pas à celle en cours.",
    "Pensez à cocher **Utiliser par défaut**, sinon votre ancienne carte restera débitée.",
    "Oui, c'est possible avec l'offre Pro. Les étapes sont les mêmes.",
    "Le bouton **Ajouter un moyen de paiement** se trouve dans **Facturation**.",
    "Vous pouvez aussi payer par carte : choisissez alors **Carte bancaire**.",
    "Je ne peux pas saisir vos coordonnées à votre place, mais cela ne prend qu'une minute.",
    "Il ne vous reste plus qu'à cliquer sur “Enregistrer”.",
    "Désolé, mes instructions ne disent pas si PayPal est accepté ; elles parlent de la carte bancaire et du prélèvement SEPA.",
    "Cliquez sur *Enregistrer* une fois les coordonnées saisies, et c'est terminé !",
  ],
  invented: [
    "Ouvrez **Paramètres**, puis **Paiements**.",
    "Cliquez sur **Modifier la carte** à côté de votre carte actuelle.",
    "Allez dans Compte > Abonnement > Moyens de paiement.",
    "Choisissez « Virement bancaire » dans la liste.",
    "Cliquez sur le bouton « Valider le mandat » pour terminer.",
    "Cochez **Paiement automatique**, puis cliquez sur **Enregistrer**.",
    "Appuyez sur Ctrl+Entrée pour enregistrer.",
    "Rendez-vous sur https://paiement.exemple.fr/sepa pour signer le mandat.",
    "Dans l'onglet « Historique », téléchargez votre facture.",
    "Cliquez sur l'icône en forme d'engrenage, puis sur **Préférences**.",
    "Le plus simple est d'utiliser le bouton Payer maintenant.",
    "Facturation → Coordonnées → Ajouter.",
    "Sélectionnez **PayPal** et suivez les instructions.",
  ],
};
