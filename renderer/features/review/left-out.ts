import type { Span } from '../../../app/domain/regions.ts';
import { STRIPS_TEXT } from '../../text/strips.ts';

/** A stretch of a lead that is marked on the strips, with its reason. */
export interface NamedStretch extends Span {
  readonly name: string;
  /** `gap`: missing samples, which the strip hatches by itself. `used`: in spite of its signal. */
  readonly look: 'hatched' | 'gap' | 'used';
}

/** What is left out of the analysis, as the strips and the overview show it. */
export interface LeftOut {
  /** Left out of every figure; sorted and disjoint. */
  readonly spans: readonly Span[];
  /** Per lead. */
  readonly leads: readonly (readonly NamedStretch[])[];
  /** Where a region begins whose end the reader has not given yet. */
  readonly begun: number | null;
  /** The analysed time in words; null until it is known. */
  readonly analysed: AnalysedWords | null;
}

/** "98.6 %", and "23 h 38 min of 24 h 00 min, because …". */
export interface AnalysedWords {
  readonly share: string;
  readonly meaning: string;
}

export const NOTHING_LEFT_OUT: LeftOut = { spans: [], leads: [], begun: null, analysed: null };

/** Which stretches reach into a window. */
export function stretchesIn<Stretch extends Span>(
  stretches: readonly Stretch[],
  startSample: number,
  endSample: number,
): readonly Stretch[] {
  return stretches.filter(
    (stretch) => stretch.startSample < endSample && stretch.endSample > startSample,
  );
}

/** ", noise from 0:12:03 to 0:12:09" for each of a lead's stretches in a window. */
export function describeStretches(
  stretches: readonly NamedStretch[],
  window: Span,
  timeAt: (sample: number) => string,
): string {
  return stretchesIn(stretches, window.startSample, window.endSample)
    .map(({ name, startSample, endSample }) =>
      STRIPS_TEXT.leftOut(name, timeAt(startSample), timeAt(endSample)),
    )
    .join('');
}

/** Spans as an SVG path of bars, in pixels; what is thinner than a pixel is still seen. */
export function spansPath(
  spans: readonly Span[],
  pixelsPerSample: number,
  heightPx: number,
): string {
  const parts: string[] = [];
  let last = -1;
  for (const { startSample, endSample } of spans) {
    const left = Math.max(last, Math.floor(startSample * pixelsPerSample));
    const right = Math.max(left + 1, Math.ceil(endSample * pixelsPerSample));
    if (right <= last) continue;
    parts.push(`M${left} 0H${right}V${heightPx}H${left}z`);
    last = right;
  }
  return parts.join('');
}
