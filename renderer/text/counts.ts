import { formatCount, formatCountOf } from './format.ts';

/** Counted things, "1 beat", "1,402 beats": how a plural is made belongs to the language. */
export const COUNT_TEXT = {
  beats: (count: number) => formatCountOf(count, 'beat'),
  records: (count: number) => formatCountOf(count, 'record'),
  recordings: (count: number) => formatCountOf(count, 'recording'),
  patients: (count: number) => formatCountOf(count, 'patient'),
  edited: (count: number) => `${formatCount(count)} edited`,
  editedMeaning:
    'Beats in analysed time that a reader labelled, moved or inserted. A deleted beat is none any more: the audit trail has it.',
  changes: (count: number) => formatCountOf(count, 'change'),
} as const;
