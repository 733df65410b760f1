import { join } from 'node:path';
import { augmentationFor } from '../../app/learning/augmentation.ts';
import { noiseSource, type NoiseSource } from '../../app/learning/augmentation/recorded-noise.ts';
import { createConditionedLead, createResampledLead } from '../../app/signal/conditioned-lead.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import { openRecordingSource } from '../imports/recording-source.ts';
import { readLeadToMemory } from './memory-lead.ts';

/** Baseline wander, muscle and electrode motion noise of the MIT-BIH Noise Stress Test Database. */
const RECORDS = ['bw', 'ma', 'em'];

/**
 * The noise records in `folder` as a preparation meets them, with a power of 1 before its filter: what
 * that takes away of the noise is gone from the beats as well.
 * @throws AppError `file-missing` and what else reading throws
 */
export async function readNoise(
  folder: string,
  preparation: PreparationName,
): Promise<NoiseSource> {
  const records: Float32Array[] = [];
  for (const name of RECORDS) {
    const path = join(folder, name);
    const { info } = await openRecordingSource(path);
    for (const lead of info.leads.keys()) {
      const reader = await readLeadToMemory(info, lead, (await openRecordingSource(path)).chunks());
      const raw = createResampledLead(reader, 0);
      const recorded = raw.read(0, raw.sampleCount);
      const mean = meanOf(recorded);
      const level = Math.sqrt(meanOf(recorded.map((value) => (value - mean) ** 2)));
      const { noise } = augmentationFor(preparation);
      const met =
        noise === 'raw'
          ? recorded.map((value) => value - mean)
          : createConditionedLead(reader, 0).read(0, raw.sampleCount);
      records.push(met.map((value) => value / level));
    }
  }
  return noiseSource(records);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
