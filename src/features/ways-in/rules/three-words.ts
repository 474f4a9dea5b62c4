/** 256 short words that are told apart on a bad telephone line, and hurt nobody. */
const WORDS = `
apple april arrow autumn badge baker banana barn basket beach bell berry bike bird biscuit blanket blue boat
bottle bowl bread brick bridge broom brown brush bucket bus butter button cabin cake camel camera candle
canoe carpet carrot castle chair chalk cheese cherry chess clock cloud clover coat coffee comet cook copper
corner cotton curtain dance deer desk dinner dolphin donkey door dragon drum duck eagle egg elbow engine
evening farm feather fence field finger fish flag flute forest fork fox friday frog fruit garden gate giant
glass glove goat gold goose grape grass green guitar hammer harbour hat hazel hedge helmet holiday honey
horse hotel house island ivory jacket jelly jigsaw jumper kettle kitchen kite ladder lake lamp leaf lemon
letter library lion lizard lobster lunch magnet mango maple march market meadow melon milk mirror monday
moon morning mountain mouse music napkin needle nest number oak ocean olive onion orange orchard paint panda
paper parcel park parrot pasta pearl pebble pencil penguin pepper piano picnic pigeon pillow pilot pizza
planet plant plate plum pocket pond potato pumpkin puppet purple rabbit radio rainbow ribbon rice river
robin rocket roof rose salad saturn scarf school shed shell ship shoe silver singer sister sky sleeve snow
soup spider spoon spring squirrel stable stamp star station stone storm street sugar summer sunday sunset
swan table teacher teapot thunder ticket tiger timber toast tomato towel tower tractor train tree trumpet
tulip tunnel turkey turtle uncle valley velvet village violin wagon water whale wheat wheel whistle willow
window winter yellow zebra
`
  .trim()
  .split(/\s+/);

/** Three words for the first 24 bits of a hash in hex: enough to know somebody by whom one is talking to. */
export function threeWords(hash: string): string {
  return [0, 2, 4].map((at) => WORDS[Number.parseInt(hash.slice(at, at + 2), 16)] ?? '').join(' ');
}

/** Whether somebody typed these words, however they set them apart. */
export function sameWords(words: string, typed: string): boolean {
  return (
    words ===
    typed
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim()
  );
}
