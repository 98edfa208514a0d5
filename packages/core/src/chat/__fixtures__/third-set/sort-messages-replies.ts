import type { ReplyCase } from "../reply-case.ts";

export const sortMessagesReplies: ReplyCase = {
  name: "sort messages by a rule (French)",
  ground: {
    howTo: `1. Cliquez sur la roue dentée, puis sur **Règles**.
2. Cliquez sur **Créer une règle**.
3. Dans **Si**, choisissez **Expéditeur**, **Objet** ou **Taille**.
4. Dans **Alors**, choisissez **Déplacer vers** ou **Marquer comme lu**.
5. Cochez **Appliquer aux messages existants** si vous le souhaitez.
6. Cliquez sur **Activer la règle**.

Les règles s'appliquent dans l'ordre de la liste ; faites-les glisser pour en changer.`,
    names: [
      "Trier les messages",
      "Règles",
      "Créer une règle",
      "Si",
      "Expéditeur",
      "Objet",
      "Taille",
      "Alors",
      "Déplacer vers",
      "Marquer comme lu",
      "Appliquer aux messages existants",
      "Activer la règle",
    ],
    said: [
      "je reçois trop de mails du comité, je veux les mettre dans un dossier",
      "Comité",
      "Boîte de réception (128)",
    ],
  },
  correct: [
    "Cliquez sur la roue dentée, puis sur **Règles** et enfin sur **Créer une règle**.",
    "Dans **Si**, choisissez **Expéditeur** et saisissez l'adresse du comité ; dans **Alors**, choisissez **Déplacer vers** et le dossier « Comité ».",
    "N'oubliez pas d'**Activer la règle** à la fin, sinon elle ne fera rien.",
    "Règles → Créer une règle → Si : Expéditeur → Alors : Déplacer vers",
    "Pour ranger aussi les messages déjà reçus, cochez « Appliquer aux messages existants ».",
    "Vous pouvez changer l'ordre des règles en les faisant glisser dans la liste.",
    "Voici comment faire :\n1. Roue dentée → **Règles**\n2. **Créer une règle**\n3. **Si** : **Expéditeur**\n4. **Alors** : **Déplacer vers**\n5. **Activer la règle**",
    "Si vous préférez ne pas les lire du tout, choisissez **Marquer comme lu**.",
    "Avec 128 messages dans votre boîte de réception, cela vaut la peine !",
    "Je ne peux pas créer la règle moi-même, mais je reste là si vous bloquez.",
    "Deux règles qui se contredisent ? C'est la première de la liste qui s'applique d'abord.",
    "Cliquez ensuite sur « Activer la règle ».",
    "La taille d'un message peut aussi servir de critère.",
  ],
  invented: [
    "Faites un clic droit sur un message et choisissez **Toujours déplacer**.",
    "Cliquez sur **Filtres**, puis sur **Nouveau filtre**.",
    "Choisissez « Bloquer l'expéditeur ».",
    "Dans **Si**, choisissez **Pièce jointe**.",
    "Allez dans Paramètres > Courrier indésirable.",
    "Cliquez sur le bouton Se désabonner en haut du message.",
    "Dans **Alors**, choisissez **Transférer à**.",
    "Appuyez sur la touche V pour déplacer le message.",
    "Cliquez sur la corbeille à côté du dossier.",
    "Cochez **Arrêter les autres règles**.",
    "Terminez avec **Enregistrer et fermer**.",
    "Plus d'informations sur www.courrier-aide.example.",
    "Ouvrez l'onglet « Dossiers » et cliquez sur « Importer des règles ».",
  ],
};
