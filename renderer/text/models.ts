import { COUNT_TEXT } from './counts.ts';
import { formatCountOf } from './format.ts';

/** Entries of cards whose names in the file say too little. */
export const CARD_WORDS: Readonly<Record<string, string>> = {
  trainLoss: 'loss on training beats, epoch by epoch',
  augment: 'beats varied while training',
  beats: 'beats learned from',
  batchSize: 'beats in a step',
  normalShare: 'share of N in what is learned from',
  keepProportions: 'classes in their natural proportions',
  anchorStrength: 'pull back to the base model',
  tunedStage: 'first stage that learns',
  movedShare: 'way taken from the old weights to the new',
  setBack: 'why not further',
  dataSha256: 'SHA-256 of the prepared beats',
  rehearsalSha256: 'SHA-256 of the beats to be reminded of',
  constantsSha256: 'SHA-256 of the constants',
  alphaPower: 'power of the class weights',
  gammaM: 'focal γ, main term',
  gammaN: 'focal γ, second term',
  overSeeds: 'over seeds',
  byRecord: 'by record',
};

const RESULT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ds1-cross-validation/, 'DS1, cross-validated by patient'],
  [/^(?:ds1-)?ds2-reference-beats/, 'DS2, reference beats'],
  [/^(?:ds1-)?ds2-end-to-end/, 'DS2, end to end with Ectopy’s detector'],
  [/^other-patients/, 'Corrections, other patients'],
  [/^later-time/, 'Corrections, later in the recording'],
  [/^own-recording/, 'Corrections, weights of the recording’s own'],
  [/^locked/, 'Locked recordings'],
];

/** What a result of a card is of, from its name in the file; that name where it is another's. */
export function resultName(name: string): string {
  const [pattern, words] = RESULT_WORDS.find(([known]) => known.test(name)) ?? [];
  if (pattern === undefined || words === undefined) return name;
  const rest = name.replace(pattern, '');
  const without = /^-without-(\w+)$/.exec(rest)?.[1];
  if (without !== undefined) return `${words}, without record ${without}`;
  if (rest === '-before') return `${words}: the model before`;
  if (rest === '-after') return `${words}: this model`;
  if (rest === '-bxb') return `${words}, classes as bxb counts them`;
  return rest === '' ? words : name;
}

/** Words of the models tab: the registry, its cards, and what can be done with a model. */
export const MODELS_TEXT = {
  list: 'Models',
  inUse: 'in use',
  shipped: 'shipped with Ectopy',
  trainedHere: (parent: string) => `trained here from ${parent}`,
  brought: 'imported',
  claimed: 'As its card claims, not measured here.',
  claimedOf: (model: string) => `${model}: as its card claims, not measured here.`,
  hash: 'SHA-256 of the weights',

  promote: 'Put to use',
  promoteTitle: (model: string) => `Put ${model} to use?`,
  promoteText:
    'It becomes the model in use and classifies the recordings again. Labels set by a reader stay. One step back is always possible.',
  promoteKeep: 'Keep the one in use',
  needsComparison: 'Made by a run here: it is put to use where its comparison is shown.',
  showComparison: 'Show its comparison',
  rollback: 'Roll back',
  rollbackMeaning: 'Puts the model that was in use before back.',
  exportTfjs: 'Export TensorFlow.js…',
  exportOnnx: 'Export ONNX…',
  exported: (path: string) => `Written to ${path}`,
  import: 'Import a model…',
  imported: (name: string) => `${name} was checked and taken in. It is not in use.`,
  importMeaning:
    'A folder with card.json, model.json and weights.bin. Its layers and the hash of its weights are checked.',

  compareWith: 'Compare with',
  compareNone: 'nothing',
  comparison: 'What differs',
  sameEntries: (count: number) => `The same in both: ${formatCountOf(count, 'entry', 'entries')}`,
  figure: 'Figure',
  figures: { accuracy: 'accuracy', macroF1: 'macro F1', f1: (name: string) => `F1 ${name}` },
  difference: 'Difference, points',
  entry: 'Entry',
  sameResult: 'Results on the same protocol',
  noSameResult: 'Their cards share no protocol.',

  intendedUse: 'Intended use',
  limits: 'Limits',
  notStated: 'Its card does not say.',
  noLimits: 'Its card names none.',
  trainedOn: 'Trained on',
  records: (count: number, which: readonly string[]) =>
    `${COUNT_TEXT.records(count)}: ${which.join(', ')}`,
  unknownRecords: (recordings: string) => `${recordings} not in this library`,
  fingerprints: (records: string) => `SHA-256 of the beats of ${records}`,
  recordsMeaning: 'Figures on these records say nothing about new patients.',
  recordsUnknown: 'Its card names no records.',
  split: 'Split',
  training: 'How it was trained',
  results: 'Results',
  noResults: 'Not assessed: its card holds no results.',
  intervalsNote:
    '95 % Wilson intervals over beats, below the figure. Beats of one record are alike: the true uncertainty between patients is larger.',
  more: 'More of this result',
  rest: 'Further entries of the card',
  usedBefore: 'Put to use',
  usedEntry: (when: string, model: string, reader: string) => `${when} · ${model} · ${reader}`,
  rolledBack: 'rolled back',
  noReader: 'reader not kept',
  accuracy: 'Accuracy, %',
  macroF1: 'Macro F1, %',
} as const;
