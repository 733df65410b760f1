import type { EcgStrip } from './ecg-strip.ts';

/** Of the interval between two beats: after the T wave of one, before the P wave of the next. */
const CUT_AT = 0.6;

/** A row of a strip, and where in the strip it begins. */
interface StripRow {
  readonly startS: number;
  readonly row: EcgStrip;
}

/** A strip as rows that the paper has room for, about equally long and cut between beats. */
export function stripRows(strip: EcgStrip, longestS: number): StripRow[] {
  const count = Math.max(1, Math.ceil(strip.durationS / longestS - 1e-6));
  const gaps = strip.beats.slice(1).map(({ offsetS }, index) => {
    const before = strip.beats[index]?.offsetS ?? 0;
    return before + CUT_AT * (offsetS - before);
  });
  const rows: StripRow[] = [];
  let startS = 0;
  for (let left = count; left > 0; left -= 1) {
    // What is left must fit the rows that are left.
    const earliestS = strip.durationS - (left - 1) * longestS;
    const latestS = startS + longestS;
    const evenS = startS + (strip.durationS - startS) / left;
    const endS = gaps
      .filter((atS) => atS > startS && atS >= earliestS && atS <= latestS)
      .reduce(
        (best, atS) => (Math.abs(atS - evenS) < Math.abs(best - evenS) ? atS : best),
        Infinity,
      );
    const cutS = left === 1 ? strip.durationS : Number.isFinite(endS) ? endS : evenS;
    rows.push({ startS, row: partOf(strip, startS, cutS) });
    startS = cutS;
  }
  return rows;
}

function partOf({ leads, beats }: EcgStrip, startS: number, endS: number): EcgStrip {
  return {
    durationS: endS - startS,
    leads: leads.map(({ samples, sampleRateHz, silent, ...lead }) => ({
      ...lead,
      sampleRateHz,
      samples: samples.subarray(Math.round(startS * sampleRateHz), Math.round(endS * sampleRateHz)),
      silent: silent
        .filter((stretch) => stretch.startS < endS && stretch.endS > startS)
        .map((stretch) => ({
          ...stretch,
          startS: Math.max(0, stretch.startS - startS),
          endS: Math.min(endS, stretch.endS) - startS,
        })),
    })),
    beats: beats
      .filter(({ offsetS }) => offsetS >= startS && offsetS < endS)
      .map((beat) => ({ ...beat, offsetS: beat.offsetS - startS })),
  };
}
