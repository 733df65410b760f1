import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beatClassAt, zeroPerClass, type PerClass } from '../../app/domain/beat-class.ts';
import { summariseHeartRate } from '../../app/domain/heart-rate.ts';
import type { IntegrityFinding } from '../../app/domain/recording.ts';
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import { openRecordingFolder, writeRecordingFolder } from '../imports/recording-folder.ts';
import type { RecordingSource } from '../imports/recording-source.ts';
import { classifyRecording } from '../learning/classify-recording.ts';
import type { EnginePreference } from '../learning/engine.ts';

/** What `analyze --json` prints for a record. */
export interface AnalysisSummary {
  readonly record: string;
  readonly durationS: number;
  /** Number of leads. */
  readonly leads: number;
  readonly sampleRateHz: number;
  readonly beats: number;
  readonly byClass: PerClass;
  /** By HEART_RATE_DEFINITION; null where there are too few beats. */
  readonly heartRate: {
    readonly minBpm: number | null;
    readonly meanBpm: number | null;
    readonly maxBpm: number | null;
  };
  readonly model: string;
  readonly engine: string;
  readonly elapsedMs: { readonly read: number; readonly detect: number; readonly classify: number };
}

export interface Analysis {
  readonly summary: AnalysisSummary;
  readonly beatSamples: Uint32Array;
  /** Index into BEAT_CLASSES per beat. */
  readonly beatClass: Uint8Array;
  readonly findings: readonly IntegrityFinding[];
}

export interface AnalyzeOptions {
  readonly modelFolder: string;
  readonly engine: EnginePreference;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, fraction: number) => void;
}

/**
 * Finds and classifies the beats of a recording as the app does after an import: one pass that
 * stores the samples in a temporary folder and detects, then the classification on what was stored.
 * @throws AppError what reading, detecting or classifying throws, 'cancelled'
 */
export async function analyzeRecording(
  source: RecordingSource,
  options: AnalyzeOptions,
): Promise<Analysis> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'ectopy-analyze-'));
  try {
    return await analyzeInto(source, path.join(temporary, 'recording'), options);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function analyzeInto(
  source: RecordingSource,
  folder: string,
  { modelFolder, engine, signal, onProgress }: AnalyzeOptions,
): Promise<Analysis> {
  const { name, sampleRateHz, leads } = source.info;
  const detector = createQrsDetector({ sampleRateHz, leads });
  let detectMs = 0;
  const readFrom = performance.now();
  const { sampleCount, findings } = await writeRecordingFolder(source, folder, {
    signal,
    onChunk: (chunk) => {
      const from = performance.now();
      detector.push(chunk);
      detectMs += performance.now() - from;
    },
    onProgress: (fraction) => {
      onProgress('reading and detecting', fraction);
    },
  });
  const readMs = performance.now() - readFrom - detectMs;
  const finishFrom = performance.now();
  const beatSamples = detector.finish();
  detectMs += performance.now() - finishFrom;

  const classifyFrom = performance.now();
  const reader = openRecordingFolder(folder);
  const classified = await classifyRecording({
    reader,
    beatSamples,
    modelFolder,
    engine,
    signal,
    onProgress: (fraction) => {
      onProgress('classifying', fraction);
    },
  }).finally(() => {
    reader.close();
  });
  const classifyMs = performance.now() - classifyFrom;

  const rate = summariseHeartRate(beatSamples, sampleRateHz);
  return {
    summary: {
      record: name,
      durationS: Math.round((1000 * sampleCount) / sampleRateHz) / 1000,
      leads: leads.length,
      sampleRateHz,
      beats: beatSamples.length,
      byClass: countByClass(classified.beatClass),
      heartRate: {
        minBpm: rounded(rate.minBpm),
        meanBpm: rounded(rate.meanBpm),
        maxBpm: rounded(rate.maxBpm),
      },
      model: classified.modelId,
      engine: classified.engine,
      elapsedMs: {
        read: Math.round(readMs),
        detect: Math.round(detectMs),
        classify: Math.round(classifyMs),
      },
    },
    beatSamples,
    beatClass: classified.beatClass,
    findings,
  };
}

function countByClass(beatClass: Uint8Array): PerClass {
  const counts = zeroPerClass();
  for (const index of beatClass) counts[beatClassAt(index)] += 1;
  return counts;
}

/** A tenth of a beat a minute is more than any rate is known to. */
function rounded(bpm: number | null): number | null {
  return bpm === null ? null : Math.round(10 * bpm) / 10;
}
