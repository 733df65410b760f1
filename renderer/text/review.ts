import { formatCountOf, NOT_ASSESSED } from './format.ts';
import type { DisplayFilter } from '../../app/signal/display-filter.ts';

/** "display filter 0.5-40 Hz, 50 Hz notch"; "display filter off". */
export function describeFilter({ highPassHz, notchHz, lowPassHz }: DisplayFilter): string {
  const band =
    highPassHz !== null && lowPassHz !== null
      ? `${highPassHz}–${lowPassHz} Hz`
      : highPassHz !== null
        ? `from ${highPassHz} Hz`
        : lowPassHz !== null
          ? `to ${lowPassHz} Hz`
          : null;
  const parts = [band, notchHz === null ? null : `${notchHz} Hz notch`].filter(
    (part) => part !== null,
  );
  return `display filter ${parts.length === 0 ? 'off' : parts.join(', ')}`;
}

/** Words of the review view. */
export const REVIEW_TEXT = {
  strips: 'Lead strips',
  overviewRegion: 'Overview',
  bpm: 'bpm',
  overview: 'Position in the recording',
  inspector: 'Selected beat',
  sidePanel: 'Beside the strips',
  sidePanels: { beat: 'Beat', signal: 'Signal', history: 'History', bookmarks: 'Bookmarks' },
  status: 'Review status',
  allKeys: 'keys',
  /** What the keys do that the status line reminds of. */
  hints: {
    label: 'label',
    group: 'group',
    delete: 'delete',
    insert: 'insert',
    next: 'next',
    undo: 'undo',
  },
  speed: 'Paper speed',
  gain: 'Gain',
  rate: (bpm: number | null) => (bpm === null ? 'rate not assessed' : `${Math.round(bpm)} bpm`),
  rateMeaning: (definition: string) => `Mean of this window. ${definition}`,
  play: 'Play',
  pause: 'Pause',
  playRate: 'Play rate',
  openAgain: 'Open it again',
  opening: 'Opening the recording',
  readAgain: 'Read the samples again',

  noBeatSelected: 'No beat is selected. Click one, or press Tab for the next beat of the filter.',
  beatAt: (time: string, beatId: number) => `${time} · beat ${beatId}`,
  model: 'Model',
  probabilities: 'Class probabilities',
  rhythm: 'Rhythm',
  rrBefore: 'RR before',
  rrAfter: 'RR after',
  prematurity: 'Prematurity',
  prematurityMeaning: 'Against the median of the last up to eight intervals between normal beats.',
  onTime: 'on time',
  early: (percent: number) => `${percent} % early`,
  late: (percent: number) => `${percent} % late`,
  source: 'Source',
  label: 'Label',
  someReader: 'a reader',
  modelSaid: 'Model said',
  edits: 'Edits',
  editsOfBeat: 'Edits of this beat',

  jump: 'Go to a time',
  jumpTime: 'Time',
  jumpSeconds: (elapsed: string, clock: string | null) =>
    `${elapsed} elapsed${clock === null ? '' : `, ${clock} on the clock`}`,
  jumpHint: (end: string) => `h:mm:ss or m:ss elapsed, up to ${end}; s1234 for a sample`,
  jumpHintClock: (first: 'elapsed' | 'clock', end: string) =>
    `h:mm:ss, ${first === 'clock' ? 'clock' : 'elapsed'} time first; up to ${end} elapsed`,
  jumpWrong: (end: string) => `No such time; the recording ends at ${end}.`,
  jumpGo: 'Go',
  beatsInView: 'Beats in view',
  positionMeaning:
    'Time at the left edge of the traces; of the line while pages or a sweep are played. T changes between elapsed and clock time.',

  noBeatInView: 'No beat in this window.',
  selectedFirst: 'Selected the nearest beat; press again to change it.',
  lastOfFilter: 'That was the last beat of this filter.',
  firstOfFilter: 'That was the first beat of this filter.',
  range: 'range',
  rangeBegun: 'The range begins here; end it at another beat.',
  rangeNotBegun: 'Begin a range first.',
  rangeNeedsBeat: 'Select a beat first; the range is drawn from it.',
  rangeEmpty: 'No beat of the filter lies in this range.',
  rangeHolds: (count: number, filter: string) =>
    `${formatCountOf(count, filter === 'all' ? 'beat' : `${filter} beat`)} in the range: a letter labels, Del deletes all.`,
  changedSelected: (beatClass: string | null, count: number) =>
    `${formatCountOf(count, 'beat')} ${beatClass === null ? 'deleted' : `labelled ${beatClass}`}, as one step.`,
  changeSelected: (beatClass: string | null, count: number) =>
    beatClass === null
      ? `Delete ${formatCountOf(count, 'beat')}?`
      : `Label ${formatCountOf(count, 'beat')} ${beatClass}?`,
  presentClasses: 'They are now:',
  oneStep: 'One transaction of the log, and one step of undo.',
  confirmChange: (beatClass: string | null) =>
    beatClass === null ? 'Delete them' : `Label them ${beatClass}`,
  cancel: 'Cancel',
  noneSelected: 'No beats are selected: select them in a plot, a group or a range first.',
  nothingToUndo: 'Nothing to undo.',
  nothingToRedo: 'Nothing to redo.',
  moving: 'Arrow keys move the beat, Enter puts it down, Esc cancels.',
  inserted: 'Inserted as N; a letter changes it.',
  beatIsThere: 'There is a beat at that place already; it is now selected.',
  nowhereToInsert: 'Point at a place or click one, then press I.',
  queue: 'Review queue',
  queueOrder: 'What to ask about first',
  queueOrders: {
    gain: 'Most gain first',
    uncertainty: 'Most uncertain first',
    group: 'Model against group',
    models: 'Two models disagree',
  },
  queueRareFirst: 'Rare classes first',
  queueOnePerGroup: 'One of each group',
  queueAnew: 'Order what is left anew',
  queueProgress: (done: string, total: string) => `${done} of ${total} decided`,
  queuePace: (left: string, perMinute: number) => `${left} at ${perMinute} a minute`,
  queuePaceUnknown: 'the time left shows after a few decisions',
  queueMeaning:
    'Beats on which the model is unsure or out of step with their group, in the order in which a decision would teach it most.',
  queuePlace: (place: number, total: number) => `queue ${place} of ${total}`,
  queuePlaceMeaning:
    'Place of the selected beat in the review queue. A letter, also that of the class shown, goes on to the next one; Esc, an arrow or a click elsewhere leaves the queue.',
  queueNext: 'Next beat of the queue',
  queuePrevious: 'Previous beat of the queue',
  queueHint: (key: string | null) =>
    key === null
      ? 'The beats whose labels would teach the model most come first.'
      : `${key} goes to the beat whose label would teach the model most.`,
  queueLoading: 'Ordering the beats…',
  queueEmpty: 'Nothing is left that a decision would teach.',
  queueEnd: 'The queue ends here; the next step orders what is left anew.',
  analysing: 'The recording is being analysed.',
  analysingMeaning: 'Beats and labels appear when it is done. What a reader has set stays.',
  stillImporting: (name: string) => `The recording ${name} is not imported yet.`,
  stillImportingRemedy:
    'It opens here when the import has ended; the jobs above show how far it is.',
  leads: 'Leads',
  leadsShown: (shown: number, count: number) =>
    shown === count ? String(count) : `${shown} of ${count}`,
  gainAssumed: 'gain assumed',
  leadGain: (mmPerMv: number) => `${mmPerMv} mm/mV`,
  leadGainOf: (lead: string) => `Gain of ${lead}, times the common gain`,
  filter: 'Display filter',
  filterMeaning:
    'Changes what the strips show and nothing else: files, beats, measurements and reports keep the signal as it was recorded. Without phase shift, worked on the samples themselves at every paper speed.',
  filterToggled: (isOn: boolean) => (isOn ? 'Filtered for display.' : 'Shown as recorded.'),
  filterOff: 'off',
  filterBaseline: 'Baseline wander',
  filterMains: 'Mains',
  filterMuscle: 'Muscle noise',
  filterFrom: (hz: number) => `from ${hz} Hz`,
  filterTo: (hz: number) => `to ${hz} Hz`,
  filterNotch: (hz: number) => `${hz} Hz notch`,
  filterMuscleMeaning: 'Takes height from QRS complexes: measure amplitudes without it.',
  playMode: 'What moves while playing',
  playModes: { scroll: 'scroll', sweep: 'sweep', page: 'pages' },
  playModeSaid: (mode: 'scroll' | 'sweep' | 'page') =>
    ({
      scroll: 'Playing moves the paper.',
      sweep: 'Playing sweeps over the paper.',
      page: 'Playing moves a line from page to page.',
    })[mode],
  notAssessed: NOT_ASSESSED,
} as const;
