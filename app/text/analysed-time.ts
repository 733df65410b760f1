import type { AnalysedTime, ExclusionCause } from '../quality/analysed-time.ts';
import { formatDuration } from './format.ts';

/** Why time is left out, as screens and reports say it. */
export const CAUSE_WORDS: Readonly<Record<ExclusionCause, string>> = {
  'lead-off': 'electrodes off',
  flat: 'flat line',
  saturated: 'recorder at its limit',
  noise: 'noise',
  reader: 'left out by a reader',
};

/** "98.6 %", rounded down: what has lost a second is never shown as whole. */
export function analysedShare(analysedSamples: number, totalSamples: number): string {
  const tenths = Math.floor((1000 * analysedSamples) / Math.max(1, totalSamples));
  return `${(tenths / 10).toFixed(1)} %`;
}

/** "23 h 38 min of 24 h 00 min, because noise 20 min 10 s, left out by a reader 2 min 00 s." */
export function describeAnalysedTime(
  {
    analysedSamples,
    totalSamples,
    byCause,
  }: Pick<AnalysedTime, 'analysedSamples' | 'totalSamples' | 'byCause'>,
  sampleRateHz: number,
): string {
  const duration = (samples: number): string => formatDuration(samples / sampleRateHz);
  const whole = `${duration(analysedSamples)} of ${duration(totalSamples)}`;
  if (byCause.length === 0) return `${whole}.`;
  const causes = byCause.map(({ cause, samples }) => `${CAUSE_WORDS[cause]} ${duration(samples)}`);
  return `${whole}, because ${causes.join(', ')}.`;
}
