import { formatCount } from './format.ts';

/** Words of the full disclosure. */
export const DISCLOSURE_TEXT = {
  heading: (recording: string) => `Full disclosure of ${recording}`,
  pages: 'Full disclosure',
  pagesRole: 'pages of ECG rows',
  rowsOfPage: 'Rows in view',
  rowLength: 'Row length',
  rowLengths: { 30: '30 s', 60: '1 min', 120: '2 min', 300: '5 min' },
  lead: 'Lead',
  gain: 'Gain',
  seconds: (seconds: number) =>
    seconds === 0 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} min`,
  page: (page: number, pages: number) => `Page ${formatCount(page)} of ${formatCount(pages)}`,
  times: (from: string, to: string) => `${from} to ${to}`,
  rate: (bpm: number | null) => (bpm === null ? 'no rate' : `${Math.round(bpm)} bpm`),
  row: (times: string, beats: string, leftOutS: number) => {
    const leftOut = leftOutS === 0 ? '' : `; ${Math.ceil(leftOutS)} s left out`;
    return `${times}: ${beats}${leftOut}`;
  },
  /** Only beats of the filter speak; the reader is told how many do not. */
  filtered: (filter: string, count: number, total: number) =>
    `${filter}: ${formatCount(count)} of ${formatCount(total)} beats, the others pale`,
  filteredMeaning: (definition: string, quiet: number) =>
    `The filter shows ${definition}. The other ${formatCount(quiet)} beats stay on the pages, those of other classes than N in pale letters and colours.`,
  status: 'Full disclosure status',
  unfiltered: 'unfiltered',
  unfilteredMeaning:
    'The pages always show the signal as it was recorded, reduced to its extremes: every column reaches from the lowest to the highest sample under it. Display filters work in the strips alone. Each row is centred on its median.',
  openStrips: 'Open in the strips',
  hints: [
    ['← → ↑ ↓', 'place'],
    ['Page Up/Down', 'page'],
    ['[ ]', 'row length'],
    ['L', 'lead'],
    ['Enter', 'strips'],
  ],
} as const;

/** What each key of the full disclosure does. */
export const DISCLOSURE_KEY_TEXT = {
  rows: {
    place: 'a twelfth of a row back, on',
    row: 'a row back, on',
    page: 'a page back, on',
    length: 'shorter, longer rows',
    lead: 'next, previous lead',
  },
  placeBack: 'a twelfth of a row back',
  placeOn: 'a twelfth of a row on',
  rowBack: 'a row back',
  rowOn: 'a row on',
  pageBack: 'a page back',
  pageOn: 'a page on',
  openStrips: 'open the strips here',
  shorterRows: 'shorter rows',
  longerRows: 'longer rows',
  nextLead: 'next lead',
  previousLead: 'previous lead',
} as const;
