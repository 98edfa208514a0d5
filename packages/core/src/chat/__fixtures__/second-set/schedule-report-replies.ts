import type { ReplyCase } from "../reply-case.ts";

export const scheduleReportReplies: ReplyCase = {
  name: "schedule a report (French)",
  ground: {
    howTo: `1. Ouvrez le rapport et cliquez sur **Partager**, en haut à droite.
2. Choisissez l'onglet **Envois programmés**.
3. Cliquez sur **Nouvel envoi** et indiquez les destinataires.
4. Choisissez le jour et l'heure dans **Périodicité**.
5. Choisissez **PDF** ou **Lien vers le rapport**.
6. Cliquez sur **Programmer l'envoi**.

Le premier envoi part à la date choisie. Vous pouvez suspendre un envoi avec l'interrupteur à côté de son nom.`,
    names: [
      "Programmer un rapport",
      "Partager",
      "Envois programmés",
      "Nouvel envoi",
      "Périodicité",
      "PDF",
      "Lien vers le rapport",
      "Programmer l'envoi",
    ],
    said: ["mon chef veut ce rapport tous les lundis", "Ventes par région", "Actualisé il y a 2 h"],
  },
  correct: [
    "Aucun souci ! Ouvrez « Ventes par région », cliquez sur **Partager** en haut à droite, puis sur l'onglet **Envois programmés**.",
    "Dans **Périodicité**, choisissez le lundi et l'heure qui vous convient.",
    "Cliquez enfin sur **Programmer l’envoi** : le premier partira lundi prochain.",
    "Partager > Envois programmés > Nouvel envoi",
    "Votre chef préfère un PDF ? Choisissez **PDF** ; sinon, **Lien vers le rapport**.",
    "1) **Partager**\n2) **Envois programmés**\n3) **Nouvel envoi**\n4) Destinataires et **Périodicité**\n5) **Programmer l'envoi**",
    "Pour le mettre en pause pendant les vacances, utilisez l'interrupteur à côté du nom de l'envoi.",
    "L'onglet « Envois programmés » se trouve dans la fenêtre **Partager**.",
    "Indiquez l'adresse de votre chef parmi les destinataires, c'est tout.",
    "Malheureusement, je ne sais pas si le rapport est actualisé avant chaque envoi.",
    "Il vous manque juste la dernière étape : « Programmer l'envoi ».",
    "Oui, plusieurs destinataires sont possibles. Ajoutez-les après avoir cliqué sur **Nouvel envoi**.",
    "Clique sur *Nouvel envoi*, indique les destinataires et choisis la périodicité.",
  ],
  invented: [
    "Cliquez sur **Exporter**, puis sur **Envoyer par e-mail**.",
    "Allez dans **Paramètres** → **Notifications**.",
    "Choisissez l'onglet **Abonnés**.",
    "Cochez « Actualiser avant l'envoi ».",
    "Choisissez **Excel** comme format.",
    "Cliquez sur le bouton Dupliquer le rapport.",
    "Appuyez sur Ctrl+P pour l'imprimer.",
    "Dans le menu « Plus », sélectionnez « Planifier ».",
    "Consultez https://aide.rapports.example/planifier pour en savoir plus.",
    "Partager > Liens publics > Créer",
    "Faites un clic droit sur le graphique et choisissez **Alerte**.",
    "Cliquez sur **Tester l'envoi** avant de programmer.",
    "Sur la page Administration, autorisez les envois externes.",
  ],
};
