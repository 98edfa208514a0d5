/** Words separated by commas: lists this long read better as text. */
function words(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim());
}

/** What a user is told to do with a control, in the languages that replies are checked in. */
export const INSTRUCTING: readonly string[] = words(`
  click, tap, press, hit, choose, select, pick, open, toggle, tick, untick, expand, use, go to,
  navigate to, head to, head over to, switch to, look for, find, visit, enable, disable, klicken sie auf,
  klicke auf, klick auf, wählen sie, wähle, öffnen sie, öffne, drücken sie, gehen sie zu, gehe zu,
  tippen sie auf, tippe auf, cliquez sur, clique sur, choisissez, sélectionnez, ouvrez, appuyez sur,
  allez dans, allez à, haz clic en, haga clic en, pulsa, pulse, elige, elija, selecciona, seleccione,
  abre, abra, ve a, vaya a, fai clic su, clicca su, scegli, seleziona, apri, premi, vai a, clique em,
  escolha, selecione, pressione, vá para, klik op, kies, selecteer, druk op, ga naar
`);

/** Of those, the ones whose object is a control even when it is written in small letters. */
export const OPERATING: readonly string[] = words("click, tap, press, hit, choose, pick, toggle, tick, untick, expand");

/** Ways to operate something that only the steps may ask for. */
export const GESTURES: readonly string[] = words(`
  right-click, right click, double-click, double click, long-press, long press, drag, swipe, pinch,
  hover over, shift-click, ctrl-click
`);

/** Kinds of controls and places: alone they name nothing. */
export const KINDS: readonly string[] = words(`
  button, menu, submenu, tab, icon, link, toggle, switch, checkbox, checkboxes, dialog, modal, popup,
  page, section, panel, dropdown, option, options, setting, settings, field, toolbar, sidebar, screen,
  window, view, bar, wizard, tooltip, drawer, form, box, item, entry, dots, control
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
  should, have, has, do, done, ready, finish, start, button's, more, few, several, many, so, if, until,
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
