import type { DispositionStatus } from '../../app/rhythm/event-dispositions.ts';
import type { NumericCriterion } from '../../app/rhythm/event-criteria.ts';
import { RHYTHM_EVENT_NAMES } from '../../app/rhythm/rhythm-event.ts';
import { formatCount } from './format.ts';

const STATUS: Record<DispositionStatus, string> = {
  open: 'Open',
  confirmed: 'Confirmed',
  dismissed: 'Dismissed',
};

/** What each criterion is, as its field is called. */
const CRITERIA: Record<NumericCriterion, string> = {
  pauseS: 'RR interval of at least',
  bradycardiaBpm: 'Heart rate under',
  bradycardiaS: 'for at least',
  tachycardiaBpm: 'Heart rate over',
  tachycardiaS: 'for at least',
  ventricularRunBeats: 'A run has at least',
  ventricularTachycardiaBpm: 'Tachycardia from a rate of',
  ventricularTachycardiaBeats: 'and from',
  supraventricularRunBeats: 'A run has at least',
  supraventricularTachycardiaBpm: 'Tachycardia from a rate of',
  supraventricularTachycardiaBeats: 'and from',
  alternationCycles: 'An episode lasts at least',
  atrialFibrillationS: 'An episode lasts at least',
};

/** Words of the events view. */
export const EVENTS_TEXT = {
  title: 'Events',
  kinds: 'Kinds of event',
  list: 'Events',
  kind: { ...RHYTHM_EVENT_NAMES },
  filter: {
    all: 'All events',
    'ventricular-tachycardia': 'V tachycardia',
    'supraventricular-tachycardia': 'S tachycardia',
  },
  tachycardiaMeaning: 'Triplets and runs that are long and fast enough by the criteria.',
  count: 'Count',
  countMeaning: 'Without dismissed events; how many were confirmed and dismissed on hover.',
  counted: (confirmed: string, dismissed: string) =>
    `${confirmed} confirmed, ${dismissed} dismissed and not counted`,
  longest: 'Longest',
  found: (count: number, isAssessed: boolean) =>
    count === 0 && !isAssessed ? 'Not assessed' : formatCount(count),
  fastest: 'Fastest',
  slowest: 'Slowest',
  extreme: (rate: string, isSlowest: boolean) => (isSlowest ? `Slowest ${rate}` : rate),
  fastestMeaning:
    'Highest mean rate between the event’s first and last beat; of bradycardia the lowest.',
  goTo: (what: string, time: string) => `${what}, at ${time}: go there`,

  time: 'Time',
  event: 'Event',
  length: 'Length',
  rate: 'Mean rate',
  rateMeaning: '60 s over the mean RR interval between the event’s first and last beat.',
  said: 'Reader',
  comment: 'Comment',
  tachycardia: 'tachycardia',
  lead: (name: string) => `lead ${name}`,
  allLeads: 'all leads',
  status: STATUS,
  statusFilter: 'What readers said',
  anyStatus: (dismissed: number) => (dismissed === 0 ? 'All' : 'All with dismissed'),

  burden: 'AF burden',
  burdenMeaning: (fibrillation: string, analysed: string) =>
    `${fibrillation} in atrial fibrillation of ${analysed} analysed; dismissed episodes are left out.`,
  burdenOf: (share: string, analysed: string) => `${share} of ${analysed} analysed`,

  criteria: 'Criteria…',
  criteriaTitle: 'Criteria of events',
  criteriaOrigin: {
    signed: 'Criteria as signed',
    recording: 'Criteria of this recording',
    library: 'Criteria of the library',
    defaults: 'Ectopy’s defaults',
  },
  criteriaName: CRITERIA,
  pauseBetween: 'Between',
  pauseBetweenWords: { any: 'any two beats', normal: 'N beats only' },
  criteriaGroups: {
    pauses: 'Pauses',
    bradycardia: 'Bradycardia',
    tachycardia: 'Tachycardia',
    ventricular: 'Ventricular sequences',
    supraventricular: 'Supraventricular sequences',
    alternation: 'Bigeminy and trigeminy',
    fibrillation: 'Atrial fibrillation',
  },
  units: { s: 's', bpm: 'bpm', beats: 'beats', cycles: 'cycles' },
  byDefault: (value: string, origin: string) => `Default ${value}. ${origin}.`,
  outOfRange: (least: string, most: string) => `From ${least} to ${most}`,
  liveCounts: 'Found by these criteria, dismissed ones included',
  liveCountsPending: 'Counting…',
  useHere: 'Use for this recording',
  useEverywhere: 'Use for all recordings',
  useEverywhereMeaning: 'For every recording without criteria of its own.',
  dropOwn: 'Back to the library’s criteria',
  toDefaults: 'Set to defaults',
  cancel: 'Cancel',

  confirm: 'Confirm',
  dismiss: 'Dismiss',
  reopen: 'Take back',
  wordTakenBack: (event: string, time: string, status: DispositionStatus) =>
    `${event} at ${time}: the last word on it was taken back. ${STATUS[status]}.`,
  addComment: 'Comment on this event',
  saidBy: (status: string, reader: string, time: string) => `${status} by ${reader}, ${time}`,
  noneSelected: (key: string | null) =>
    `Choose an event from the list${key === null ? '' : `, or press ${key} for the next one`}.`,
  none: 'No events by these criteria.',
  noneOfFilter: 'No events of this choice.',
  loading: 'Finding events…',
  lastEvent: 'That was the last event of this choice.',
  firstEvent: 'That was the first event of this choice.',
  orphans: (count: string) => `${count} no longer found`,
  orphansMeaning:
    'What readers said of events that edits or criteria took away. It comes back with the event.',
  orphansTitle: 'Said of events that are no longer found',
  fibrillationMark: 'AF',
  overviewMarks:
    'Bars: atrial fibrillation. Triangles: V triplets and runs. Diamonds: S triplets and runs. Double lines: pauses.',
  inWindow: (names: string, more: number) => (more === 0 ? names : `${names} and ${more} more`),
} as const;
