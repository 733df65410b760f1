import { beatClassIndex } from '../../../app/domain/beat-class.ts';
import { classCountsPerBin, heartRateTrend } from '../../../app/domain/heart-rate.ts';
import { countBinS } from '../../../app/trends/count-bin.ts';
import type { OverviewData } from '../../plot/index.ts';
import type { BeatTable } from './beat-table.ts';

/** Ectopic beats are counted per five minutes, or finer where that would be a handful of bars. */
const COUNT_BIN_S = 300;
const LEAST_COUNT_BINS = 48;
/** Heart-rate bins across the overview: about one for every other pixel of a wide screen. */
const RATE_BINS = 720;
/** A shorter bin would often lie between two beats and look like a gap. */
const SHORTEST_RATE_BIN_S = 4;
/** From the bottom of the stack upwards. */
const STACKED_CLASSES = ['V', 'S', 'F'] as const;

export function overviewData(
  table: BeatTable,
  sampleRateHz: number,
  sampleCount: number,
): OverviewData {
  const { sample, beatClass } = table.columns();
  const durationS = sampleCount / sampleRateHz;
  const rateBinS = Math.max(SHORTEST_RATE_BIN_S, durationS / RATE_BINS);
  const binS = countBinS(durationS, COUNT_BIN_S, LEAST_COUNT_BINS);
  const trend = heartRateTrend(sample, sampleRateHz, sampleCount, rateBinS * sampleRateHz);
  const counts = classCountsPerBin(sample, beatClass, sampleCount, binS * sampleRateHz);
  return {
    durationS,
    rateBinS,
    minBpm: trend.minBpm,
    maxBpm: trend.maxBpm,
    countBinS: binS,
    stacks: STACKED_CLASSES.map((name) => {
      const classIndex = beatClassIndex(name);
      return { counts: counts[classIndex] ?? new Uint32Array(), classIndex };
    }),
  };
}
