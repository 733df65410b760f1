import { formatCountOf, NOT_ASSESSED } from './format.ts';

/** Words of the signal's quality and of regions that a reader leaves out. */
export const QUALITY_TEXT = {
  panel: 'Signal quality',
  analysed: (share: string) =>
    share === NOT_ASSESSED ? 'analysed time not assessed' : `analysed ${share}`,
  analysedHead: 'Analysed',
  because: (sentence: string, definition: string) => `${sentence} ${definition}`,
  notAssessed:
    'The signal has not been judged yet: only what readers left out is excluded. That is done in the background.',
  overviewMarks: 'Hatched: time that is left out of the analysis',
  uncounted: (beats: number) =>
    `${formatCountOf(beats, 'beat')} of all ${beats === 1 ? 'lies' : 'lie'} in time that is left out and ${beats === 1 ? 'counts' : 'count'} in no figure.`,

  leads: 'Share of each lead that can be used',
  good: (share: string) => `${share} good`,
  allGood: 'nothing found',

  stretches: (count: number) =>
    count === 0
      ? 'No time is left out'
      : `${formatCountOf(count, 'stretch', 'stretches')} left out`,
  nextStretch: 'Next stretch that is left out',
  previousStretch: 'Previous stretch that is left out',
  noneAfter: 'No time is left out after this.',
  noneBefore: 'No time is left out before this.',

  scope: 'New regions are of',
  allLeads: 'all leads',
  begin: 'Begin a region',
  end: 'End the region',
  takeBack: 'Take back or overrule',
  cancel: 'Give up the region',
  regions: 'Regions of readers',
  noRegions: (key: string) => `None. ${key} begins one, ${key} again ends it.`,
  goTo: (time: string) => `Go to ${time}`,
  remove: (time: string) => `Remove the region at ${time}`,
  region: (from: string, to: string) => `${from} to ${to}`,
  verdicts: { exclude: 'left out', analyse: 'analysed anyway' },
  verdictOf: (verdict: string, lead: string, reader: string) => `${verdict}, ${lead}, ${reader}`,

  begun: (time: string, lead: string, key: string, otherKey: string) =>
    `A region begins at ${time}, ${lead}. ${key} ends it, ${otherKey} gives it up.`,
  marked: (from: string, to: string, lead: string) => `Left out ${from} to ${to}, ${lead}.`,
  overruled: (from: string, to: string) => `Analysed anyway: ${from} to ${to}.`,
  cleared: (from: string, to: string) => `As the signal was judged again: ${from} to ${to}.`,
  givenUp: 'No region was made.',
  nothingHere: 'Nothing is left out here.',
  leftOutBy: (reader: string) => `left out by ${reader}`,
  analysedAnyway: (reader: string) => `analysed anyway (${reader})`,

  keys: {
    artefact: 'begin, then end a region that is left out; at once over selected neighbours',
    artefactBack: 'take back a region, or analyse what the signal speaks against',
    showSignal: 'signal quality beside the strips',
  },
} as const;
