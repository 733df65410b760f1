import type { ProtocolId, ProtocolRequest } from '../../app/contract/protocol-result.ts';

/** Names of the protocols, as lists and heads show them, and what each asks. */
export const PROTOCOL_NAMES: Record<ProtocolId, string> = {
  detector: 'Beat detector',
  kachuee: 'Kachuee split of MIT-BIH',
  'ds1-ds2': 'DS1 → DS2, unseen patients',
  adaptive: 'Adaptive, first 5 min of each record',
  'infarction-ptbxl': 'Infarction, PTB-XL by patient',
  'infarction-ptbxl-z': 'Infarction, PTB-XL Z-score folds',
  'infarction-ptbdb': 'Infarction, PTB diagnostic database',
  'infarction-csv': 'Infarction, published CSV',
};

const PROTOCOL_MEANINGS: Record<ProtocolId, string> = {
  detector: 'QRS detection on the MIT-BIH Arrhythmia Database; nothing is trained.',
  kachuee:
    'Beats of all 48 records, a seeded stratified 80/20 split. The same patients are on both sides: comparable with the paper, no measure for new patients.',
  'ds1-ds2':
    'Trained on 22 records, tested on 22 others (de Chazal 2004), with reference beats and end to end.',
  adaptive:
    'As DS1 → DS2, with the first five minutes of each test record used; the rest is tested.',
  'infarction-ptbxl':
    'Infarction against normal, cross-validated by patient, with and without transfer.',
  'infarction-ptbxl-z': 'The same on the folds of its own publication, with their bias.',
  'infarction-ptbdb': 'The paper’s infarction task on folders of the PTB database.',
  'infarction-csv': 'The published CSV: its split leaks patients, and is labelled so.',
};

const LOSS_NAMES: Record<ProtocolRequest['loss'], string> = {
  ce: 'Cross-entropy',
  focal: 'Focal loss',
  twofold: 'Two-fold focal loss',
  'ce+focal': 'Cross-entropy + focal loss',
};

const NETWORK_NAMES_SHOWN = {
  paper: 'The paper’s network',
  'rhythm-form': 'Ectopy’s own network',
  'paper-alone': 'The paper’s network, as the paper trains it',
  'paper-cosine': 'The paper’s network, falling learning rate',
  'paper-template-rhythm': 'The paper’s network on template and rhythm',
  'rhythm-form-known-patients': 'Ectopy’s own network, for known patients',
} as const;

/** What is trained, briefly, by the ids of contenders; the result's own titles say more. */
const TRAINED_NAMES: Readonly<Record<string, string>> = {
  ...NETWORK_NAMES_SHOWN,
  'paper-scratch': 'From random weights',
  'paper-transfer-frozen': 'From beat weights, only the last stage',
  'paper-transfer-full': 'From beat weights, all of it',
};

function trainedName(contender: string): string {
  return TRAINED_NAMES[contender] ?? contender;
}

/** Words of the protocols tab: what can be run, how it goes, what came out. */
export const PROTOCOLS_TEXT = {
  newRun: 'New run',
  openForm: 'New run…',
  closeForm: 'Close the form',
  runs: 'Runs',
  noRuns: 'No protocol was run yet',
  noRunsText:
    'Choose the folder with the databases and a protocol, then start. What a run finds stays here until you remove it.',

  dataFolder: 'Data folder',
  dataFolderHint: 'Holds mitdb, svdb, ptbxl …, is one of them, or holds the published CSV files.',
  dataFolderMissing: 'Choose the folder with the recordings.',
  choose: 'Choose…',
  protocol: 'Protocol',
  meanings: PROTOCOL_MEANINGS,
  networks: 'Networks',
  networkNames: NETWORK_NAMES_SHOWN,
  networksMissing: 'Choose at least one network.',
  loss: 'Loss of the paper’s network',
  losses: LOSS_NAMES,
  seeds: 'Seeds',
  seedsHint: 'One training each, up to 20: “1, 2, 3” or “1-5”. More seeds show the spread.',
  seedsWrong: 'Up to 20 whole numbers from 0, each once: “1, 2, 3” or “1-5”.',
  quick: 'Quick',
  quickHint: 'Few records and epochs, to see that all works. Its figures say nothing.',
  start: 'Start run',
  starting: 'Starting…',
  busy: 'A run is going on; this one waits for its end.',

  status: {
    running: 'running',
    done: 'finished',
    cancelled: 'cancelled',
    failed: 'failed',
    interrupted: 'interrupted',
  },
  quickMark: 'quick',
  runName: (protocol: string, when: string) => `${when}, ${protocol}`,
  seedsOf: (seeds: readonly number[]) =>
    `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`,

  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  cancelledText: 'Cancelled. What was trained is kept; the run can go on from there.',
  interruptedText: 'Interrupted. The run can go on from its last checkpoint.',
  failedText: 'The run failed.',
  resume: 'Resume',
  remove: 'Remove…',
  removeTitle: 'Remove this run?',
  removeText: 'Its checkpoints, curves, result and beats are deleted. The data is not touched.',
  removeConfirm: 'Remove',
  removeKeep: 'Keep',
  waiting: 'No epoch has ended yet.',
  trainings: 'Trainings',
  trainingOf: (contender: string, part: string, seed: number) =>
    `${trainedName(contender)} · ${part} · seed ${seed}`,
  /** A set of beats as the result names it: those that a network learned from carry its id. */
  setOf: (set: string) =>
    set.replace(/^training, (.+)$/, (_, id: string) => `training · ${trainedName(id)}`),
  training: { contender: 'Network', part: 'Part', seed: 'Seed', epoch: 'Epoch', loss: 'Loss' },
  validationLoss: 'Validation loss',
  curves: 'Curves',
  wall: 'Run',

  result: 'Result',
  loading: 'Reading the result…',
  findings: 'Findings',
  noFindings: 'None.',
  headline: 'Figures',
  contender: 'Tested',
  control: 'control',
  controlMeaning: 'Sees almost nothing of the beat. What it reaches is no merit.',
  count: { beats: 'Beats', records: 'Records' },
  accuracy: 'Accuracy, %',
  balancedAccuracy: 'Balanced, %',
  macroF1: 'Macro F1, %',
  inPercent: (figure: string) => `${figure}, %`,
  accuracyMeaning: 'Share of all that is called right. On these data mostly a matter of N.',
  balancedMeaning: 'Mean recall of the classes.',
  macroMeaning: 'Mean F1 of the classes.',
  parameters: 'Parameters',
  multiplyAdds: 'Multiply-adds',
  quickWarning: 'A quick run: its figures show that all works, and nothing else.',
  show: (contender: string, test: string) => `Show ${contender}, ${test}`,

  byClass: 'By class',
  controlF1: 'F1 of controls, %',
  support: 'Count',
  further: 'Further figures, %',
  beatsOf: (reference: string, predicted: string) => {
    if (predicted === 'none') return `${reference}, not found by the detector`;
    return reference === 'none'
      ? `No beat, called ${predicted}`
      : `${reference} called ${predicted}`;
  },
  beatsEmpty: 'The beats of this cell were not kept.',
  beatsShown: (first: string, last: string, all: string) =>
    `${first} to ${last} of ${all}, the surest first.`,
  beatsBefore: 'Surer beats',
  beatsAfter: 'Less sure beats',
  beatsWhere: (folder: string) => `The records lie in ${folder}.`,
  beatsImport: 'Import one into the library to open its beats in review.',
  inLibrary: 'In the library',
  beatOpen: 'Open in review',
  beatOpenAt: (place: string) => `Open ${place} in review`,
  beatOpenMeaning:
    'In the recording that was imported from the file of this name, at the beat that lies nearest.',
  record: 'Record',
  time: 'Time',
  probability: 'Probability, %',
  beat: 'Beat, as prepared',

  byRecord: 'By record',
  recordBeats: 'Count',
  f1Of: (name: string) => `F1 ${name}, %`,
  waveforms: 'Beats that were called right, by class',
  waveformsNone: 'None kept.',
  waveformsLoading: 'Reading beats…',

  again: 'How it was made',
  copy: 'Copy',
  copied: 'Copied',
  data: 'Data',
  leftOut: 'Left out',
  nothingLeftOut: 'Nothing',
  madeOn: (machine: string, engine: string, node: string, version: string) =>
    `${machine} · ${engine} · Node ${node} · Ectopy ${version}`,
  environment: 'Machine',
  recipe: (contender: string) => `Recipe of ${contender}`,
  description: 'Protocol',

  compareWith: 'Compare with',
  compareNone: 'nothing',
  runA: 'A',
  runB: 'B',
  difference: 'B − A, points',
  settings: 'Settings',
  settingNames: {
    protocol: 'Protocol',
    networks: 'Networks',
    loss: 'Loss',
    seeds: 'Seeds',
    quick: 'Quick',
    data: 'Data folder',
    engine: 'Engine',
    machine: 'Machine',
    version: 'Version',
    seconds: 'Time, s',
  },
  yes: 'yes',
  no: 'no',
  figureNames: { accuracy: 'Accuracy', balanced: 'Balanced accuracy', macroF1: 'Macro F1' },
  f1Name: (name: string) => `F1 ${name}`,
  setting: 'Setting',
  incomparable: 'The runs share no test: only their settings can be compared.',
  intervals: '95 % intervals',
  intervalsApart: 'apart',
  intervalsOverlap: 'overlap: may be chance',
  quickComparison: 'A quick run is compared: its figures show that all works, and nothing else.',
  doesNotApply: 'Does not apply',
} as const;
