import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { SampleReader } from '../../app/domain/recording.ts';
import { chooseLeads } from '../../app/learning/lead-choice.ts';
import { mostProbable } from '../../app/learning/most-probable.ts';
import { applyRhythmRule } from '../../app/rhythm/rhythm-rule.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import {
  openBeatCutter,
  preparationNamed,
  type PreparationName,
} from '../../app/signal/preparations/index.ts';
import type { EnginePreference } from './engine.ts';
import { openInferencePool, type InferencePool } from './inference-pool.ts';
import { readModelCard } from './model-file.ts';

export interface ClassifyOptions {
  readonly reader: SampleReader;
  /** Beats as sample numbers of the recording, ascending. */
  readonly beatSamples: Uint32Array;
  readonly modelFolder: string;
  readonly engine: EnginePreference;
  /** 0..1 */
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
  /** Threads to compute on; 1 stays in the calling thread. Default: one per core. */
  readonly threads?: number | undefined;
}

export interface Classification {
  /** Index into BEAT_CLASSES of every beat. */
  readonly beatClass: Uint8Array;
  /** Five probabilities a beat, in BEAT_CLASSES order. */
  readonly probabilities: Float32Array;
  /** What computed it, in words. */
  readonly engine: string;
  readonly modelId: string;
  /** Index of the lead that was looked at, or the first of them. */
  readonly lead: number;
}

/**
 * Classifies every beat of a recording, group by group: memory depends on the threads, not on the
 * recording's length.
 * @throws AppError `model-damaged`, `engine-unavailable`, `cancelled`
 */
export async function classifyRecording(options: ClassifyOptions): Promise<Classification> {
  const { reader, beatSamples, modelFolder } = options;
  const card = readModelCard(modelFolder);
  const pool = await openInferencePool({
    modelFolder,
    engine: options.engine,
    // A second thread pays for its start from a few thousand beats on.
    threads: beatSamples.length < 4000 ? 1 : options.threads,
  });
  try {
    const { leadCount } = preparationNamed(card.preparation);
    const leads = chooseLeads(reader, beatSamples, card.leads, leadCount);
    const probabilities = applyRhythmRule(card.rhythmRule, {
      sample: beatSamples,
      sampleRateHz: reader.sampleRateHz,
      probabilities: await classifyGroups(options, pool, leads, card.preparation),
    });
    return {
      beatClass: mostProbable(probabilities),
      probabilities,
      engine: pool.engine,
      modelId: card.id,
      lead: leads[0] ?? 0,
    };
  } finally {
    await pool.close();
  }
}

async function classifyGroups(
  options: ClassifyOptions,
  pool: InferencePool,
  leads: readonly number[],
  preparation: PreparationName,
): Promise<Float32Array> {
  const { reader, beatSamples, signal } = options;
  const cutter = openBeatCutter(preparation, reader, leads, beatSamples);
  const probabilities = new Float32Array(beatSamples.length * BEAT_CLASSES.length);
  const underWay = new Set<Promise<void>>();
  let done = 0;
  try {
    for (const group of beatGroups(beatSamples.length)) {
      if (signal?.aborted === true)
        throw new AppError('cancelled', 'The classification was stopped.');
      const windows = cutter.cut(group);
      const task = pool.classify(windows).then((part) => {
        probabilities.set(part, group.first * BEAT_CLASSES.length);
        done += group.end - group.first;
        options.onProgress?.(done / beatSamples.length);
        underWay.delete(task);
      });
      underWay.add(task);
      if (underWay.size >= pool.width) await Promise.race(underWay);
    }
  } finally {
    // Also after a failure nobody may be left waiting; the first failure is the one that counts.
    await Promise.allSettled(underWay);
  }
  await Promise.all(underWay);
  return probabilities;
}
