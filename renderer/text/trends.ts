import { NOT_ASSESSED } from './format.ts';

/** Words of the trends view. */
export const TRENDS_TEXT = {
  title: (name: string) => `Trends of ${name}`,
  figures: 'Figures of the recording',
  computing: 'Computing the figures…',
  retry: 'Compute again',
  notAssessed: NOT_ASSESSED,
  notAssessedCell: '–',

  analysed: 'Analysed',
  analysedOf: (analysed: string, total: string) => `${analysed} of ${total}`,
  qualityNotAssessed:
    'The signal’s quality has not been assessed: only what a reader left out is left out.',
  cause: {
    'lead-off': 'electrode off',
    flat: 'flat line',
    saturated: 'recorder at its limit',
    noise: 'noise',
    reader: 'left out by a reader',
  },
  beats: 'Beats',
  beatsOf: (beats: string, excluded: string) =>
    `${beats} beats in analysed time; ${excluded} in excluded time are not counted.`,
  lowest: 'Lowest rate',
  mean: 'Mean rate',
  highest: 'Highest rate',
  bpm: 'bpm',
  goTo: (time: string) => `Show ${time} in the strips`,
  noBeats: (name: string) => `${name}: there is no beat in analysed time to be a share of.`,
  shareOfBeats: (count: string, total: string, share: string, name: string) =>
    `${count} of ${total} beats (${share}): ${name}, in analysed time`,

  day: 'Heart rate and ectopy over the day',
  /** Under the rates: the scale of the bars. */
  dayHint: (most: string, binS: number) =>
    `below, at most ${most} ${binLength(binS)}. Click to go there.`,
  dayText: (lowest: string, highest: string, ectopic: string) =>
    `Heart rate from ${lowest} to ${highest} beats per minute; ${ectopic} V, S or F beats. The hourly table has the figures.`,
  position: 'Position in the recording',
  fromTo: (from: string, to: string) => `${from} to ${to}`,

  histogram: 'RR histogram',
  histogramBins: (binMs: string) => `bins of ${binMs} ms`,
  histogramBeyond: (count: string, limit: string) => `${count} of ${limit} or more`,
  histogramText: (intervals: string, nn: string, mode: string, beyond: string) =>
    `${intervals} RR intervals, ${nn} of them NN${beyond === '' ? '' : `, ${beyond}`}; the fullest bin is at ${mode} ms.`,
  nnShare: 'NN intervals',
  otherShare: 'others',
  tachogram: 'Tachogram',
  tachogramSpan: '5 min around the strips',
  tachogramText: (intervals: string, shortest: string, longest: string) =>
    `${intervals} RR intervals from ${shortest} to ${longest} ms.`,
  tachogramEmpty: 'No RR intervals here.',
  tachogramHint: 'RR interval in ms at the beat that ends it. Click to go there.',

  poincare: 'Poincaré plot',
  poincareAxes: 'RR before →, RR after ↑, ms',
  poincareBeyond: (beats: string, limit: string) => `${beats} over ${limit}`,
  poincareShowBeyond: 'Lets the axes reach to the longest of them',
  poincareUpTo: (limit: string) => `up to ${limit} only`,
  poincareHideBeyond: 'Lets the axes end there again, so that shorter intervals have room',
  poincareHint: 'Draw around points to select their beats.',
  poincareText: (points: string, mix: string) =>
    `${points} beats by the RR intervals on either side: ${mix}.`,
  ranges: 'Select by RR intervals in ms',
  rangeBefore: 'RR before',
  rangeAfter: 'RR after',
  rangeHint: 'from–to',
  rangeWrong: 'Give two numbers, such as 400–600.',
  selectRange: 'Select',
  originLasso: 'Poincaré plot, outline',
  originRange: (before: string, after: string) =>
    `Poincaré plot, RR before ${before} ms, after ${after} ms`,
  nothingInside: 'No beats lie in there.',

  selected: 'Selected beats',
  selectedNone: 'Beats that you draw around appear here, with their classes.',
  selectedCount: (count: string, of: string) => `${count} of ${of} beats`,
  previous: 'Previous',
  next: 'Next',
  rank: (rank: string, count: string) => `${rank} of ${count}`,
  toStrips: 'In the strips',
  letGo: 'Let go',
  labelAll: 'Label all',
  labelAs: (beatClass: string) => `Label all selected beats ${beatClass}`,
  confirmLabel: (count: string, beatClass: string) => `Label ${count} ${beatClass}`,
  labelEffect: (changing: string, staying: string) =>
    `${changing} change their class, ${staying} have it already and are confirmed. One step of undo.`,
  cancel: 'Cancel',
  labelled: (count: string, beatClass: string) => `Labelled ${count} ${beatClass}.`,

  hours: 'Hours',
  hour: 'Hour',
  wholeRecording: 'All',
  hoursNote: (criteria: string) => `– not assessed. ${criteria}`,

  hrv: 'Heart rate variability',
  hrvOf: (nn: string, rr: string, time: string) =>
    `${nn} NN intervals of ${rr} RR intervals, ${time}`,
  hrvLeftOut: (besideEctopic: string, outOfLimits: string, filtered: string) =>
    `Left out: ${besideEctopic} beside a beat that is not N, ${outOfLimits} out of limits, ${filtered} unlike their neighbours.`,
} as const;

/** Words of its keys. */
export const TREND_KEY_TEXT = {
  step: 'next, previous selected beat',
  next: 'next selected beat',
  previous: 'previous selected beat',
  letGo: 'let the selected beats go',
  openStrips: 'show the place in the strips',
} as const;

/** "an hour", "a minute", "in 5 min", "in 30 s". */
function binLength(binS: number): string {
  if (binS === 3600) return 'an hour';
  if (binS === 60) return 'a minute';
  return binS > 60 ? `in ${binS / 60} min` : `in ${Math.round(binS)} s`;
}
