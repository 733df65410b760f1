import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import type { TrainingEpoch } from '../../../../app/contract/schemas.ts';
import { classifyRecording } from '../../../../main/learning/classify-recording.ts';
import { fineTune, type CorrectedRecording, type FineTuneOptions } from '../../../../main/learning/fine-tune.ts'; // prettier-ignore
import { readLeadToMemory } from '../../../../main/learning/memory-lead.ts';
import { readWeights } from '../../../../main/learning/model-file.ts';

const SHIPPED = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;
const V = 2;
const F = 3;

let folder = '';
let recording: CorrectedRecording;

/** A reader who calls every V of this recording F, and has got through the first half. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ectopy-tune-'));
  const demo = createDemoHolter({ seed: 11, hours: 0.3, leadCount: 1, sampleRateHz: 250 });
  const reader = await readLeadToMemory(demo.info, 0, demo.chunks());
  const { sample, beatClass: truth } = demo.truth;
  const beatClass = truth.slice();
  const corrected = new Uint8Array(sample.length);
  sample.forEach((_, beat) => {
    if (truth[beat] !== V || beat > sample.length / 2) return;
    beatClass[beat] = F;
    corrected[beat] = 1;
  });
  recording = {
    recordingId: 'r1',
    name: 'demo',
    reader,
    beatSamples: sample,
    beatClass,
    corrected,
  };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function options(
  name: string,
  epochs: number,
  onEpoch: FineTuneOptions['onEpoch'] = () => undefined,
): FineTuneOptions {
  // prettier-ignore
  return {
    modelFolder: SHIPPED,
    outFolder: join(folder, name),
    checkpointFolder: join(folder, `${name}-checkpoint`),
    recordings: [recording],
    config: { seed: 3, epochs, learningRate: 5e-4, anchorStrength: 0.1, gammaM: 2, gammaN: 2 },
    engine: 'wasm',
    onEpoch,
    onProgress: () => undefined,
  };
}

describe('fine-tuning on corrections', { timeout: 300_000 }, () => {
  it('needs corrections', async () => {
    const none = { ...recording, corrected: new Uint8Array(recording.corrected.length) };
    await expect(fineTune({ ...options('none', 1), recordings: [none] })).rejects.toMatchObject({
      code: 'no-corrections',
    });
  });

  it('helps on the rest of the recording, forgets little, and measures it honestly', async () => {
    const epochs: TrainingEpoch[] = [];
    const result = await fineTune(options('tuned', 6, (epoch) => epochs.push(epoch)));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(result.modelId).toBe('tuned');
    expect(result.card.parentId).toBe('paper-ds1-1');
    expect(result.holdout).toContain('Held out by time: demo from');
    expect(result.after.byClass.F?.recall ?? 0).toBeGreaterThan((result.before.byClass.F?.recall ?? 0) + 0.5); // prettier-ignore

    const { reader, beatSamples, beatClass, corrected } = recording;
    const again = await classifyRecording({ reader, beatSamples, modelFolder: join(folder, 'tuned'), engine: 'wasm', threads: 1 }); // prettier-ignore
    const half = beatSamples.length / 2;
    const later = [...beatSamples.keys()].filter((beat) => beat > half && corrected[beat] === 0);
    const called = (own: number, as: number): number =>
      later.filter((beat) => beatClass[beat] === own && again.beatClass[beat] === as).length /
      later.filter((beat) => beatClass[beat] === own).length;
    expect(called(V, F)).toBeGreaterThan(0.6);
    expect(called(0, 0)).toBeGreaterThan(0.97);
  });

  it('goes on after a stop exactly where it was', async () => {
    const stop = new AbortController();
    const run = options('resumed', 6, ({ epoch }) => {
      if (epoch === 2) stop.abort();
    });
    await expect(fineTune({ ...run, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const seen: number[] = [];
    await fineTune({ ...run, resume: true, onEpoch: ({ epoch }) => seen.push(epoch) });
    expect(seen).toEqual([3, 4, 5, 6]);
    expect(readWeights(join(folder, 'resumed'))).toEqual(readWeights(join(folder, 'tuned')));
  });
});
