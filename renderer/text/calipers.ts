import { formatCount } from './format.ts';

/** Words of the calipers. */
export const CALIPER_TEXT = {
  /** "812 ms · 74 bpm"; a rate only where there is an interval. */
  interval: ({ milliseconds, bpm }: { milliseconds: number; bpm: number | null }): string => {
    const time = `${formatCount(Math.round(milliseconds))} ms`;
    return bpm === null ? time : `${time} · ${bpm < 20 ? bpm.toFixed(1) : Math.round(bpm)} bpm`;
  },
  /** "II +1.24 mV": the later leg against the earlier one. */
  millivolts: (lead: string, difference: number): string => {
    const sign = difference < -0.005 ? '−' : '+';
    return `${lead} ${sign}${Math.abs(difference).toFixed(2)} mV`;
  },
  filtered: 'of the filtered trace',
  out: 'Calipers: arrows move a leg, Tab takes the other, M marches, Esc puts them away.',
  marching: 'The interval repeats over the strip.',
  notMarching: 'The interval stands alone.',
  leg: (name: 'first' | 'second') => `The ${name} leg moves now.`,
} as const;
