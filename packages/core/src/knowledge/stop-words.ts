export const LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "nl"] as const;
/** Languages whose words are reduced to their stems. */
export type KnowledgeLanguage = (typeof LANGUAGES)[number];

/** Folded words that say nothing about what is wanted. Contractions are listed by their parts. */
const WORDS: Readonly<Record<KnowledgeLanguage, string>> = {
  en: `a an the and or but if so as at by for from in into of off on onto out over to up with without about after before
    is am are was were be been being do does did doing done have has had having can could will would shall should may
    might must i me my mine we us our ours you your yours he him his she her it its they them their this that these those
    there here what which who whom whose when where why how all any each both some such no nor not only own same than then
    too very just also even ever every please need needs want wants wanted like get gets got let lets put use using make
    makes way go goes going don doesn didn isn aren wasn won wouldn couldn ve ll re im ive id dont doesnt didnt cant wont
    isnt wanna gonna gotta gimme pls plz thing things stuff something someone somebody anyone anybody everything still yet
    again now while until because although though per via vs etc one once ok okay hi hello help tell know say says ppl em ur
    n u r w dis thats whats howto said keep keeps between through own`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie wo was wer wann warum ich du er
    sie es wir ihr mich mir dich dir uns euch mein meine meinen meinem meiner dein deine unser unsere ist sind war bin
    sein hat habe haben wird werden kann konnen muss mussen soll will mochte nicht kein keine auf in im an am zu zum zur
    von vom mit bei fur aus nach uber unter vor um durch gegen ohne auch nur noch schon so dass da hier man sich bitte`,
  fr: `le la les un une des du de d l et ou mais si que qui quoi quand comment pourquoi je tu il elle on nous vous ils
    elles me te se mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces est sont suis etre
    avoir ai a as avons avez ont peux peut pouvez faire fais dans sur sous par pour avec sans en au aux ne pas plus y s n
    c j m qu`,
  es: `el la los las un una unos unas de del al y o pero si que quien cuando como donde por para con sin en sobre entre yo
    tu el ella nosotros vosotros ellos me te se mi mis su sus nuestro nuestra es son soy esta estan ser estar hay tengo
    tiene puedo puede quiero hacer no ya mas muy lo le les este esta esto ese esa`,
  pt: `o a os as um uma uns umas de do da dos das no na nos nas e ou mas se que quem quando como onde por para com sem em
    sobre entre eu tu ele ela nos voces eles me te meu minha meus minhas seu sua seus suas e sao sou esta estao ser estar
    ha tenho tem posso pode quero fazer nao ja mais muito ao aos pelo pela este esta isto`,
  it: `il lo la i gli le un uno una di del dello della dei degli delle da dal dalla in nel nella su sul sulla con per tra
    fra e o ma se che chi quando come dove perche io tu lui lei noi voi loro mi ti si ci vi mio mia miei mie suo sua tuo
    tua nostro nostra sono e essere ho ha hai avere posso puo voglio fare non piu molto al allo alla ai questo questa
    l d c`,
  nl: `de het een en of maar als dan dat die dit wat wie waar wanneer waarom hoe ik je jij hij zij ze wij we jullie mij me
    mijn jouw zijn haar ons onze is ben bent was waren wordt worden heeft heb hebben kan kunnen moet moeten wil niet geen
    op in aan te van voor met bij uit naar over onder door zonder ook nog al zo er hier om`,
};

const setOf = (language: KnowledgeLanguage): ReadonlySet<string> => new Set(WORDS[language].split(/\s+/));

export const STOP_WORDS: Readonly<Record<KnowledgeLanguage, ReadonlySet<string>>> = {
  en: setOf("en"),
  de: setOf("de"),
  fr: setOf("fr"),
  es: setOf("es"),
  pt: setOf("pt"),
  it: setOf("it"),
  nl: setOf("nl"),
};

/** The language whose small words a text uses most; English when nothing tells. */
export function detectLanguage(words: readonly string[]): KnowledgeLanguage {
  let best: KnowledgeLanguage = "en";
  let most = 0;
  for (const language of LANGUAGES) {
    const count = words.reduce((sum, word) => sum + (STOP_WORDS[language].has(word) ? 1 : 0), 0);
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
