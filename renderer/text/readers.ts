import type { AuditEntry, AgreementReport, SignedVersion } from '../../app/contract/readings.ts';
import type { ReadingIdentity } from '../../app/contract/schemas.ts';
import type { RegionVerdict } from '../../app/domain/reader-regions.ts';
import { READING_KIND_NAMES } from '../../app/text/reading-kinds.ts';
import { COUNT_TEXT } from './counts.ts';
import { formatCount, formatCountOf, formatDateTime } from './format.ts';
import { QUALITY_TEXT } from './quality.ts';

const AUDIT_KIND: Record<AuditEntry['kind'], string> = {
  relabel: 'Label',
  delete: 'Beat deleted',
  insert: 'Beat inserted',
  move: 'Beat moved',
  region: 'Time marked',
  event: 'Word on an event',
  strip: 'Strip for the report',
  report: 'Report filled in',
  undo: 'Undone',
  redo: 'Redone',
  begun: 'Reading begun',
  'begun-own': 'Begun by one of the two readers, who was warned',
  signed: 'Signed',
};

const STATUS_WORDS: Record<ReadingIdentity['status'], readonly string[]> = {
  open: [],
  signed: ['signed'],
  changed: ['changed since signed'],
};

const STRETCH_SHORT: Record<RegionVerdict | 'none', string> = {
  exclude: 'left out',
  analyse: 'analysed',
  none: 'unmarked',
};

const CHANGED_PARTS: Record<SignedVersion['changedParts'][number], string> = {
  quality: 'signal quality',
  regions: 'marked time',
  events: 'words on events',
  bookmarks: 'strips for the report',
  patient: 'patient',
  conclusion: 'conclusion',
  criteria: 'criteria of events',
};

/** Words of the readers view, and of readings wherever they are named. */
export const READERS_TEXT = {
  heading: (recording: string) => `Readers of ${recording}`,
  tabs: { readings: 'Readings', adjudication: 'Adjudication', audit: 'Audit trail' },
  tabsLabel: 'Readers',
  kind: READING_KIND_NAMES,

  /** "Second reading, blinded · Reader CD", for the header. */
  open: ({ kind, reader, blinded, status, version }: ReadingIdentity) =>
    [
      `${READING_KIND_NAMES[kind]}${blinded && status === 'open' ? ', blinded' : ''}`,
      ...(reader === null ? [] : [`Reader ${reader}`]),
      ...(version === null ? STATUS_WORDS[status] : [`version ${version.number}, read only`]),
    ].join(' · '),
  openMeaning: 'The reading that is open: labels, undo and view are of it.',

  readings: 'Readings',
  by: (reader: string | null) => reader ?? 'nobody yet',
  blinded: 'blinded',
  begunAt: (time: string) => `begun ${formatDateTime(time)}`,
  beats: (beats: number, edited: number) =>
    `${COUNT_TEXT.beats(beats)}, ${COUNT_TEXT.edited(edited)}`,
  isOpen: 'open',
  openReading: 'Open',
  openThis: (name: string, reader: string | null) =>
    `Open the ${name.toLowerCase()}${reader === null ? '' : ` of ${reader}`}`,
  continueAs: (reader: string) => `Continue as ${reader}`,
  neverSigned: 'Not signed',
  version: (number: number) => `Version ${number}`,
  signedBy: (reader: string, time: string) => `signed by ${reader}, ${formatDateTime(time)}`,
  what: (beats: number, model: string | null) =>
    `${formatCountOf(beats, 'beat')}${model === null ? '' : `, model ${model}`}`,
  hash: 'SHA-256',
  hashMeaning: (hashesContents: boolean) =>
    `Over the beats, their classes, who gave them, the criteria, the model and the recording${
      hashesContents
        ? '; over marked time, words on events, strips for the report, patient and conclusion, too'
        : ''
    }. The same reading gives the same number, and a version opens only if it still does.`,
  unchanged: 'all as it stands now',
  changedSince: (count: number) => `${formatCountOf(count, 'beat')} changed since`,
  changedParts: (parts: SignedVersion['changedParts']) =>
    `changed since: ${parts.map((part) => CHANGED_PARTS[part]).join(', ')}`,
  changesOf: (number: number) => `Changed since version ${number}`,
  goTo: (time: string) => `Go to ${time}`,
  wasNone: 'no beat',
  moved: 'moved',
  judged: 'given by a reader, or left to the model',
  openVersion: 'Signed version',
  openThisVersion: (number: number) => `Open version ${number}, read only`,
  versionBy: ({
    number,
    reader,
    signedAt,
  }: {
    readonly number: number;
    readonly reader: string;
    readonly signedAt: string;
  }) =>
    // prettier-ignore
    `Version ${number}, signed by ${reader}, ${formatDateTime(signedAt)}.`,
  isReadOnly: 'Read only.',
  versionMeaning:
    'Beats, marked time, events, trends and report are as they were signed. Groups are a tool and stay as they are now.',
  leaveVersion: 'Back to the current reading',
  left: 'The current reading is open',
  readOnly: (number: number) => `Version ${number} is signed and read only`,
  exportVersion: 'Export',
  exportThis: (number: number) => `Export version ${number}`,
  exported: (path: string) => `Written: ${path}`,

  sign: 'Sign this reading',
  signText:
    'Signing freezes a version of the open reading: beats, marked time, words on events, strips for the report, patient and conclusion. Later edits never change it: they can be signed as a version of their own.',
  signed: (number: number) => `Version ${number} signed`,

  signer: 'Name or initials of who signs',
  signerHint: 'A signature needs a name. What was read on this computer without one becomes yours.',

  second: 'Second reading',
  secondText:
    'Another reader reads from the model’s classification alone: without the first reader’s corrections, events and marks, without any model that learned from them, and without reference readings, until the second reading is signed.',
  secondReader: 'Name of the second reader',
  beginSecond: 'Begin the second reading',
  begun: (reader: string) => `${reader} reads blinded`,
  blindNow: 'You read blinded',
  blindNowText: (model: string | null) =>
    `You see the classes of ${model ?? 'the model'} and your own: your reading keeps this model, which learned nothing from the first reader, whatever is trained meanwhile. The first reader’s labels, other models’ classes and reference readings stay hidden until you sign.`,
  keeps: (model: string) => `keeps model ${model}`,
  keepsMeaning:
    'It keeps the model that it began with, whatever is put to use later: to a blinded reader another model may tell the other reader’s labels, and what was agreed on would change.',

  agreement: 'Agreement',
  agreementOf: ({ first, second }: Pick<AgreementReport, 'first' | 'second'>) =>
    `${first.reader}, version ${first.version}, and ${second.reader}, version ${second.version}`,
  kappa: 'Cohen’s kappa',
  kappaMeaning:
    'Agreement beyond what chance gives: 1 is perfect, 0 is chance. Interval of 95 % by Fleiss, Cohen and Everitt (1969), which takes beats for independent. A beat that only one reader has counts as a disagreement.',
  interval: (low: number, high: number) => `${bound(low)} to ${bound(high)}`,
  share: 'Same label',
  shareOf: (agreed: number, beats: number) =>
    `${formatCount(agreed)} of ${formatCountOf(beats, 'beat')}`,
  time: 'Time left out',
  timeKappa: 'Kappa of time left out',
  timeKappaMeaning:
    'Cohen’s kappa of “left out”: every sample of every lead counts alike, whether the signal or a reader speaks against it. Without an interval, since neighbouring samples are not independent.',
  timeAgreed: 'Same time left out',
  timeAgreedMeaning:
    'Time that both versions leave out or both analyse, of the time of all leads added up.',
  timeAgreedOf: (agreed: string, total: string) => `${agreed} of ${total}, all leads added up`,
  timeOf: (first: string, second: string, both: string) => `${first}, ${second}, both ${both}`,
  timeOfReader: (reader: string, length: string) => `${reader} ${length}`,
  shareMeaning:
    'Beats on which both say the same, of all beats that at least one reader has. Beats match within 150 ms, as in EC57.',
  matrix: 'Labels of both readers',
  byClass: 'Agreement by class',
  label: 'Label',
  none: 'no beat',
  both: 'both',

  adjudication: 'Adjudication',
  adjudicationText:
    'The differing beats and stretches of time alone, one by one. The result is a reading of its own that names the adjudicator; both readings stay as they were signed.',
  beginAdjudication: 'Begin the adjudication',
  adjudicator: 'Name of the adjudicator',
  ownReader: (reader: string) =>
    `${reader} is one of the two readers. A third person’s judgement weighs more; the audit trail will say so.`,
  adjudicateAllTheSame: 'Adjudicate all the same',
  notOpen: (reader: string) => `${reader} adjudicates. Open that reading to go on.`,
  openAdjudication: 'Open the adjudicated reading',
  outdated: 'A newer version of a reading was signed since this adjudication began.',
  progress: (settled: number, total: number) =>
    `${formatCount(settled)} of ${formatCount(total)} settled`,
  allSettled: 'All differences are settled. Sign the adjudicated reading under Readings.',
  noDifferences: 'The two readings say the same of every beat and of all time.',
  differences: 'Differences',
  difference: (place: number, total: number, time: string) =>
    `Difference ${formatCount(place)} of ${formatCount(total)}, ${time}`,
  against: 'against',
  given: 'given by the reader',
  leftToModel: 'the model’s, left as it was',
  noBeat: 'no beat here',
  take: 'Take',
  labelOf: (reader: string) => `the label of ${reader}`,
  otherClass: 'Another class',
  otherLabel: (letter: string, name: string) => `${letter}: settle as ${name}`,
  settleNone: 'No beat',
  stretch: (verdict: RegionVerdict | null) =>
    verdict === null ? 'not marked' : QUALITY_TEXT.verdicts[verdict],
  /** For lists. */
  stretchShort: (verdict: RegionVerdict | null) => STRETCH_SHORT[verdict ?? 'none'],
  stretchOf: (length: string, lead: string) => `${length}, ${lead}`,
  allLeads: QUALITY_TEXT.allLeads,
  markOf: (reader: string) => `what ${reader} says of this time`,
  neither: 'Neither',
  settleNotMarked: 'Not marked',
  timeHasNoClass: 'This difference is about time, which has no class.',
  notSettled: 'Not settled',
  settled: 'Settled',
  settledAs: (what: string) => `Settled: ${what}`,
  lane: 'Labels of both readers over the strips',
  end: 'No further difference that way.',

  audit: 'Audit trail',
  auditText:
    'Who changed what and when, of the readings that you may see; nothing is ever taken out.',
  reader: 'Reader',
  everybody: 'Everybody',
  beatClass: 'Class',
  everyClass: 'Every class',
  entries: (count: number) => formatCountOf(count, 'entry', 'entries'),
  exportAudit: 'Export as CSV',
  columns: {
    at: 'Time',
    reader: 'Reader',
    reading: 'Reading',
    kind: 'What',
    place: 'Beat',
    change: 'From, to',
  },
  auditKind: AUDIT_KIND,
  auditVersion: (number: number, hash: string) =>
    `version ${number}, SHA-256 ${hash.slice(0, 12)}…`,
  beat: (beatId: number) => `beat ${beatId}`,
  noEntries: 'Nobody has changed anything yet.',
  loading: 'Loading',
} as const;

/** What the keys of the readers view do. */
export const READERS_KEY_TEXT = {
  section: 'Adjudication',
  takeFirst: 'take the first reader’s word',
  takeSecond: 'take the second reader’s word',
  settle: (name: string) => `settle as ${name}`,
  settleNone: 'settle as no beat, or as time that is not marked',
  next: 'next difference',
  previous: 'previous difference',
  nextUnsettled: 'next difference that is not settled',
  rows: {
    take: 'take the first, the second reader’s word',
    step: 'next, previous difference',
  },
} as const;

/** Three digits, and no −0.000. */
function bound(value: number): string {
  return (Math.round(1000 * value) / 1000 + 0).toFixed(3);
}
