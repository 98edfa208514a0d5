/** Words separated by commas: lists this long read better as text. */
function words(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim());
}

/** What a user is told to do with a control, in the languages that replies are checked in. */
export const INSTRUCTING: readonly string[] = words(`
  click, tap, press, hit, choose, select, pick, open, toggle, tick, untick, expand, use, go to,
  navigate to, head to, head over to, switch to, look for, find, visit, enable, disable, klicken sie auf,
  klicke auf, klick auf, wählen sie, wähle, öffnen sie, öffne, drücken sie, gehen sie zu, gehe zu,
  tippen sie auf, tippe auf, cliquez sur, clique sur, choisissez, choisis, sélectionnez, sélectionne, ouvrez, ouvre,
  appuyez sur, appuie sur, allez dans, allez à, va dans, haz clic en, haga clic en, hagan clic en, pulsa, pulse, pulsen,
  elige, elija, elijan, selecciona, seleccione, seleccionen, abre, abra, abran, ve a, vaya a, vayan a, toca, toque,
  fai clic su, faccia clic su, fate clic su, clicca su, clicchi su, cliccate su, scegli, scelga, scegliete, seleziona,
  selezioni, selezionate, apri, apra, aprite, premi, prema, premete, vai a, vada a, andate a, clique em,
  clica em, escolha, escolhe, selecione, seleciona, pressione, pressiona, vá para, vai
  para, klik op, klikt u op, kies, kiest u, selecteer, selecteert u, druk op, drukt u op, ga naar, gaat u naar
`);

/** Of those, the ones whose object may be something of the user's own. */
export const CHOOSING_VERBS: readonly string[] = words(`
  choose, select, pick, find, look for, wählen sie, wähle, choisissez, choisis, sélectionnez, sélectionne, elige, elija,
  elijan, selecciona, seleccione, seleccionen, scegli, scelga, scegliete, seleziona, selezioni, selezionate, escolha,
  escolhe, selecione, seleciona, kies, kiest u, selecteer, selecteert u
`);

/** Of those, the ones whose object is a control even when it is written in small letters. */
export const OPERATING: readonly string[] = words("click, tap, press, hit, choose, pick, toggle, tick, untick, expand");

/** Orders to open or find something. */
export const OPENING: readonly string[] = words(
  "open, find, look for, öffnen sie, öffne, ouvrez, ouvre, abre, abra, abran, apri, apra, aprite",
);

/** Orders to click in the other languages. */
export const CLICKING: readonly string[] = words(`
  cliquez sur, clique sur, appuyez sur, appuie sur, haz clic en, haga clic en, hagan clic en, pulsa, pulse, pulsen, toca,
  toque, toquen, fai clic su, faccia clic su, fate clic su, clicca su, clicchi su, cliccate su, premi, prema, premete,
  tocca, tocchi, toccate, clique em, clica em, toque em, toca em, pressione, pressiona, klik op, klikt u op, tik op,
  tikt u op, druk op, drukt u op, klicken sie auf, klicke auf, klick auf, tippen sie auf, tippe auf
`);

/** Ways to operate something that only the steps may ask for, in every language. */
export const GESTURES: Readonly<Record<string, readonly string[]>> = {
  "right-click": words(`
    right-click, right click, rechtsklick, rechten maustaste, clic droit, clic derecho, clic destro, botão direito,
    rechtermuisknop`),
  "double-click": words(`
    double-click, double click, triple-click, triple click, doppelklick, double-cliquez, double clic, doble clic,
    doppio clic, clique duplo, dubbelklik`),
  "long-press": words("long-press, long press"),
  // Stems, because orders are given in several persons.
  drag: words(`
    drag, ziehen sie, zieh, glissez, faites glisser, fais glisser, arrast, trascin, sleep, slepen`),
  swipe: words("swipe, wischen sie, pinch, shake"),
  hover: words("hover"),
  "shift-click": words("shift-click, ctrl-click"),
};

/** Kinds of controls and places: alone they name nothing. */
export const KINDS: readonly string[] = words(`
  button, menu, submenu, tab, icon, link, toggle, switch, checkbox, checkboxes, dialog, modal, popup,
  page, section, panel, dropdown, option, options, setting, settings, field, toolbar, sidebar, screen,
  window, view, bar, tooltip, form, box, item, entry, dots, control, symbol, feature, mode, tool,
  function, banner, shortcut
`);

/** Parts of any page, in the other languages: an order may point at one without naming it. */
export const PAGE_PARTS: ReadonlySet<string> = new Set(
  words(`
  schaltfläche, knopf, symbol, zeile, spalte, eintrag, link, feld, menü, pfeil, karte, kästchen, bild, liste, namen,
  name, bouton, icône, ligne, colonne, lien, champ, menu, flèche, case, image, liste, nom, entrée, onglet,
  botón, icono, ícono, fila, columna, enlace, campo, menú, flecha, casilla, imagen, lista, nombre, pestaña, elemento,
  pulsante, icona, riga, colonna, collegamento, freccia, casella, immagine, elenco, nome, scheda, voce,
  botão, ícone, linha, coluna, seta, caixa, imagem, item, separador, aba,
  knop, pictogram, icoon, rij, kolom, koppeling, veld, pijl, vakje, afbeelding, lijst, naam, tabblad, regel
`),
);

/** Words that may follow a name and say where it is, or when it is used. */
export const PLACES: ReadonlySet<string> = new Set(
  words(`
  oben, unten, links, rechts, ganz, danach, dann, anschließend, zuerst, jetzt, direkt, erneut, daneben, darunter,
  darüber, klicken, tippen, drücken, wählen, auswählen, en, ensuite, puis, enfin, maintenant, gauche, droite, haut, bas,
  dessous, dessus, ici, là, arriba, abajo, izquierda, derecha, ahora, después, luego, aquí, allí, encima, debajo, acima,
  abaixo, esquerda, direita, agora, depois, aqui, ali, lá, sopra, sotto, sinistra, destra, ora, adesso, poi, dopo, qui,
  rechtsboven, linksboven, rechtsonder, linksonder, bovenaan, onderaan, links, rechts, boven, onder, nu, daarna, dan,
  eerst, klikken, kiezen, lado, parte, lato, côté, zijde, kant
`),
);

/** Kinds that few products have: they exist when the steps name them. */
export const RARE_KINDS: readonly string[] = words(`
  wizard, drawer, palette, console, hub, inspector, widget, ribbon, centre, center, board, switcher, processor
`);

/** Words around names that say nothing about what exists. */
export const GENERIC: ReadonlySet<string> = new Set([
  ...KINDS,
  ...words(`
  a, an, the, your, his, her, their, this, that, these, those, it, its, them, one, ones, all, any, each,
  every, both, some, of, on, in, into, to, from, for, with, at, by, and, or, as, is, are, be, you, i, we,
  me, us, what, which, whichever, whatever, who, when, where, there, here, up, down, out, off, over,
  again, once, twice, now, then, just, only, also, next, previous, first, second, third, last, new, same,
  other, another, right, left, top, bottom, upper, lower, middle, above, below, beside, near, small,
  little, big, corner, side, step, steps, way, thing, things, want, need, like, wish, would, can, will,
  should, have, has, do, ready, button's, together, away, either, instead, too, more, few, several, many, so, if, until,
  after, before, while, please, simply, directly, straight, back, finally, ahead, called, named,
  labelled, labeled, marked, says, reads, schaltfläche, menü, seite, feld, die, der, das, den, bouton,
  page, champ, le, la, les, botón, página, campo, el, los, las, pulsante, pagina, il, lo, gli, botão, o,
  os, knop, veld, de, het, #
`),
]);

/** Emphasis that is no name: headings and exclamations. */
export const DECORATIONS: ReadonlySet<string> = new Set(
  words(`
  note, tip, important, warning, done, next, then, finally, first, second, third, last, step, steps,
  step #, that’s it, thats it, all set, good news, one more thing, yes, no, or, and, not, all, once,
  only, each, every, great, okay, ok, tipp, hinweis, schritt #, étape #, paso #, passo #, stap #,
  what to do, how to do it, in short, here’s how, heres how
`),
);

/** Kinds of controls that stand before the name in other languages: "das Menü Extras", "le bouton Enregistrer". */
export const KINDS_BEFORE: readonly string[] = words(`
  button, tab, menü, menüpunkt, menüeintrag, punkt, eintrag, option, schaltfläche, reiter, registerkarte, knopf, seite,
  bereich, abschnitt, symbol, dialog, fenster, feld, schalter, kästchen, kontrollkästchen, bouton, onglet, page, menu,
  champ, case, rubrique, section, option, icône, fenêtre, lien, interrupteur, botón, pestaña, página, menú, campo,
  casilla, opción, sección, apartado, icono, ventana, enlace, interruptor, pulsante, tasto, scheda, pagina, casella,
  opzione, voce, sezione, icona, finestra, collegamento, interruttore, botão, aba, separador, guia, caixa, opção, seção,
  secção, ícone, janela, knop, tabblad, veld, scherm, optie, vakje, onderdeel, pictogram, venster, schakelaar,
  called, named, labelled, labeled, namens, appelé, llamado, chiamato, chamado
`);

/** Names that belong to no product: days, months, languages, programs that open files. */
export const PROPER: ReadonlySet<string> = new Set(
  words(`
  i, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march,
  april, may, june, july, august, september, october, november, december, english, german, french, spanish, italian,
  portuguese, dutch, excel, word, numbers, sheets, google, chrome, firefox, safari, edge, mac, windows, linux, ok,
  wi-fi, internet, mr, mrs, ms
`),
);

/** Words that are no part of the name beside them. */
export const FILLERS: ReadonlySet<string> = new Set(words("the, a, an, your, feature, mode, tool, function, on, in"));

/** Words that end what may be the name of a control, read from its end. */
export const BREAKS: ReadonlySet<string> = new Set(
  words(`
  the, a, an, your, this, that, to, of, in, on, at, from, with, and, or, is, are, into, for, by, as, any, each, every,
  click, press, open, choose, select, use, pick, find, see, no, not, one, its, their, new, then, so, i, you, it, have,
  has, do, does, doesn’t, doesn't, don’t, don't, which, opens, shows, there’s, there's
`),
);

/** What anybody may be asked to pick or choose without it being the name of a control. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  words(`
  format, file, name, value, number, date, dates, range, row, rows, line, lines, list, table, kind, type, person,
  people, user, users, somebody, someone, least, most, per, whole, entire, right, wrong, correct, different, same,
  suitable, good, best, own, much, long, yourself, myself, often, everything else
`),
);
