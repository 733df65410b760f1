import type { ShapeColumns } from '../../app/contract/shape-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { INVALID_SAMPLE, millivoltsOf } from '../../app/domain/recording.ts';
import { beatMark } from '../../app/domain/reading.ts';
import { comparedLeads } from '../../app/groups/beat-shapes.ts';
import { median } from '../../app/signal/median.ts';
import type { CoreContext } from './context.ts';

/** What is drawn of a beat: P wave to T wave, as fine as a card can show. */
const BEFORE_S = 0.28;
const AFTER_S = 0.48;
const STEP_S = 0.008;

/**
 * Beats around their places in the leads that groups compare, in the order of `beatIds`.
 * @throws AppError not-found for a beat that does not exist
 */
export function drawnBeats(
  { readings, openFolders }: Pick<CoreContext, 'readings' | 'openFolders'>,
  recordingId: string,
  beatIds: readonly number[],
): ShapeColumns {
  const { reading } = readings.of(recordingId);
  const folder = openFolders.of(recordingId);
  const leads = comparedLeads(folder.leads.length);
  const { sampleRateHz } = folder;
  const length = Math.round((BEFORE_S + AFTER_S) / STEP_S) + 1;
  const millivolts = new Float32Array(beatIds.length * leads.length * length);
  const reachBefore = Math.round(BEFORE_S * sampleRateHz);
  const reachAfter = Math.ceil(AFTER_S * sampleRateHz) + 1;
  beatIds.forEach((beatId, beat) => {
    const mark = beatMark(reading, beatId);
    if (mark === null) {
      throw new AppError('not-found', `The recording has no beat number ${beatId}.`);
    }
    leads.forEach((lead, index) => {
      const described = folder.leads[lead];
      if (described === undefined) return;
      const samples = folder.read(lead, mark.sample - reachBefore, mark.sample + reachAfter);
      const from = (beat * leads.length + index) * length;
      const own = millivolts.subarray(from, from + length);
      for (let point = 0; point < length; point++) {
        const count = samples[Math.round(point * STEP_S * sampleRateHz)] ?? INVALID_SAMPLE;
        own[point] = millivoltsOf(count, described);
      }
      const level = median(own.filter((value) => !Number.isNaN(value)));
      for (let point = 0; point < length; point++) own[point] = (own[point] as number) - level;
    });
  });
  return {
    beatCount: beatIds.length,
    leadCount: leads.length,
    length,
    startS: -BEFORE_S,
    stepS: STEP_S,
    millivolts,
  };
}
