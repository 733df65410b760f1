import { formatCountOf } from './format.ts';

/** Words of a reference reading beside the strips: its differences, and the comparison with it. */
export const REFERENCE_TEXT = {
  title: 'Reference reading',
  show: (annotator: string) => `Show ${annotator}`,
  hide: 'Hide',
  differences: (count: number) => formatCountOf(count, 'difference'),
  next: 'Next difference',
  previous: 'Previous difference',
  matrix: 'Differences: reference ↓, reading →. A cell steps through its beats.',
  cell: (reference: string, reading: string, count: string) =>
    `Reference ${reference}, reading ${reading}: ${count}; go to the next`,
  noBeat: 'no beat',
  noDifference: 'No further difference from the reference.',
  noReference: 'No reference reading is loaded.',
  ec57: 'EC57, %',
  ec57Meaning:
    'Beat by beat as in ANSI/AAMI EC57: match window 150 ms, classes mapped as by bxb, first five minutes left out where the recording has ten or more.',
  figures: { qrs: 'QRS', v: 'V', s: 'S' },
  sensitivity: 'Se',
  predictivity: '+P',
  ownTrainingData:
    'The model was trained on this recording: the figures say nothing about how it does on others.',
} as const;
