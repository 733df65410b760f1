import type { EarlierCopy, ReadingWork } from '../../app/contract/library.ts';
import { formatCountOf, formatDateTime } from './format.ts';

/** Words of the library view. */
export const LIBRARY_TEXT = {
  title: 'Library',
  import: 'Import recordings…',
  importAgain: 'Import again',
  demo: 'Demo Holter…',
  search: 'Name, patient, tag or folder',
  searchMeaning: 'Every word is looked for in name, patient, tags and path.',
  states: {
    all: 'All',
    new: 'New',
    begun: 'In review',
    changed: 'Signed, changed',
    signed: 'Signed',
  },
  statesLabel: 'Show recordings',
  groupByPatient: 'By patient',
  noPatient: 'No patient named',
  ofPatient: (patient: string, count: number) =>
    `${patient} · ${count === 1 ? '1 recording' : `${count} recordings`}`,
  patient: 'Patient',
  patientHint: 'Recordings of one patient are never split between learning and testing.',
  tags: 'Tags',
  tagsHint: 'Separated by commas.',
  tagsError: 'At most 20 tags of 40 letters.',
  opened: 'Opened',
  never: 'never',
  review: 'Review',
  reviewMeaning:
    'In review: somebody has edited it. Signed: a reading of it is signed. Signed, changed: it is otherwise now than it was signed.',
  noMatch: (query: string) => `No recording matches “${query}”.`,
  clearSearch: 'Show all',
  dropHint: 'Drop .hea or .dat files anywhere in this window to import them.',

  table: 'Recordings',
  name: 'Recording',
  duration: 'Length',
  analysed: 'Analysed',
  leads: 'Leads',
  lead: 'Lead',
  edited: 'Edited',
  classMeaning: (name: string) => `Beats labelled ${name}, readers’ corrections included.`,
  checks: 'Checks',
  checksMeaning: 'Checksums, first values, length and header, verified during the import.',
  checksPassed: 'Passed',
  imported: 'Imported',
  openHint: 'Enter or double click opens it.',

  copyTitle: 'In the library already',
  copyOf: (name: string, { name: earlier, importedAt }: EarlierCopy) =>
    `“${name}” holds the same signal as “${earlier}”, imported ${formatDateTime(importedAt)}.`,
  openEarlier: 'Open the earlier one',
  openCopy: 'Open the new one',
  copyKept: 'Nothing was replaced: both stay, each with its own reading, until you remove one.',

  noneReadable: 'None of these files is a recording that Ectopy reads.',
  noneReadableRemedy: 'Choose the .hea or .dat file of a WFDB recording.',
  problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  interrupted: 'The import was interrupted.',
  interruptedRemedy: 'Import it again; nothing else was affected.',
  failed: 'This recording failed.',
  failedRemedy: 'Nothing else was affected. Remove it, or mend the cause and try again.',
  waiting: 'Waiting',

  details: 'Selected recording',
  detailsEmpty: 'Select a recording to see what it holds.',
  open: 'Open in review',
  start: 'Start',
  noClock: 'no clock in the file',
  source: 'Original',
  demoOrigin: (hours: string, seed: string) => `made up: ${hours} h, seed ${seed}`,
  model: 'Model',
  engine: 'Engine',
  onEngine: (engine: string) => `on ${engine}`,
  notAnalysed: 'not analysed',
  gainAssumed: 'gain assumed: the file gives none',
  analysedLead: 'classified on this lead',
  analyseAgain: 'Classify again',
  analyseAgainMeaning: 'Detects and classifies with the active model. Labels set by a reader stay.',
  remove: 'Remove…',

  verdictTitle: (name: string) => `Checks of ${name}`,
  verdictPassed: (count: number) =>
    count === 1 ? 'The one check passed.' : `All ${count} checks passed.`,
  verdictFailed: (bad: number, count: number) => `${bad} of ${count} checks found a problem.`,
  verdictNone: 'The source carries nothing to check against.',
  showChecks: 'Show all checks',
  check: 'Check',
  finding: 'Finding',
  wholeRecording: 'Recording',
  passed: 'passed',
  problem: 'problem',
  checkNames: {
    checksum: 'Checksum',
    'first-value': 'First value',
    length: 'Length',
    format: 'Format',
    lead: 'Lead',
    header: 'Header',
  },

  removeTitle: (name: string) => `Remove ${name} from the library?`,
  removeText: 'The imported copy and its beats are deleted.',
  removeToo: 'What readers put into it goes, too:',
  /** What is lost, a line each; none where nobody has worked on it. */
  removeParts: (work: ReadingWork): string[] => [
    ...(work.signedVersions === 0
      ? []
      : [
          `${formatCountOf(work.signedVersions, 'signed version')}, signed by ${work.signers.join(' and ')}`,
        ]),
    ...(work.readings < 2 ? [] : [formatCountOf(work.readings, 'reading')]),
    ...(work.editedBeats === 0
      ? []
      : [`corrections of ${formatCountOf(work.editedBeats, 'beat')}`]),
    ...(work.bookmarks === 0
      ? []
      : [formatCountOf(work.bookmarks, 'strip for the report', 'strips for the report')]),
    ...(work.eventWords === 0 ? [] : [`words on ${formatCountOf(work.eventWords, 'event')}`]),
    ...(work.reportTexts === 0
      ? []
      : [`patient and conclusion of ${formatCountOf(work.reportTexts, 'report')}`]),
  ],
  removeTyped: (name: string) => `Signed work is removed only by its name: type ${name}`,
  removeOriginal: 'The original file is not touched:',
  removeConfirm: 'Remove',
  removeKeep: 'Keep',

  emptyTitle: 'Open your first recording',
  emptyText:
    'Drop the .hea or .dat file of a WFDB recording anywhere in this window, or choose it.',
  emptyDemoTitle: 'No recording at hand?',
  demoText:
    'The demo Holter is a made-up three-lead recording with known beats: normal, supraventricular, ventricular and fusion beats, couplets, runs, pauses, an episode of atrial fibrillation, noise and a loose lead.',
  demoTitle: 'Create a demo Holter',
  demoLength: 'Length',
  demoHours: { '24': '24 h', '1': '1 h, quick' },
  demoSeed: 'Seed',
  demoSeedHint: 'The same seed gives the same recording, beat for beat.',
  demoSeedError: 'A whole number from 0.',
  demoCreate: 'Create demo Holter',
  cancel: 'Cancel',
} as const;
