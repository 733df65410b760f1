import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import type { TrainingEpoch } from '../../../../app/contract/training.ts';
import { classifyRecording } from '../../../../main/learning/classify-recording.ts';
import { fineTune, type CorrectedRecording, type FineTuneOptions } from '../../../../main/learning/fine-tune.ts'; // prettier-ignore
import { readLeadToMemory } from '../../../../main/learning/memory-lead.ts';
import { readNetwork } from '../../../../main/learning/model-file.ts';

const SHIPPED = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;
const N = 0;
const V = 2;
const F = 3;

let folder = '';
let recording: CorrectedRecording;

/** Small ventricular beats, which the model calls V and this reader F, through half the recording. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ectopy-tune-'));
  const demo = createDemoHolter({ seed: 11, hours: 0.3, leadCount: 1, sampleRateHz: 250 });
  const { sample, beatClass: truth } = demo.truth;
  const memory = await readLeadToMemory(demo.info, 0, demo.chunks());
  const samples = memory.read(0, 0, memory.sampleCount);
  const beatClass = truth.slice();
  const corrected = new Uint8Array(sample.length);
  sample.forEach((centre, beat) => {
    if (truth[beat] !== V) return;
    for (let k = centre - 40; k < centre + 80; k += 1) {
      samples[k] = 0.4 * (samples[k] ?? 0);
    }
    if (beat > sample.length / 2) return;
    beatClass[beat] = F;
    corrected[beat] = 1;
  });
  const { info } = demo;
  const reader = await readLeadToMemory(info, 0, [{ startSample: 0, leads: [samples] }]);
  recording = {
    recordingId: 'r1',
    name: 'demo',
    patient: 'r1',
    reader,
    beatSamples: sample,
    beatClass,
    corrected,
    weight: new Float32Array(sample.length).fill(1),
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
    trainingSetVersion: 4,
    locked: [],
    config: { seed: 3, epochs, learningRate: 5e-4, anchorStrength: 0, gammaM: 0, gammaN: 0 },
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
    expect(result.holdout).toContain('Held out by time: from');
    expect(result.after.byClass.F?.recall ?? 0).toBeGreaterThan((result.before.byClass.F?.recall ?? 0) + 0.5); // prettier-ignore

    expect(result.tables.map(({ id }) => id)).toEqual(['later-time', 'own-recording']);

    const { reader, beatSamples, beatClass, corrected } = recording;
    const again = await classifyRecording({ reader, beatSamples, modelFolder: join(folder, 'tuned', 'own', 'r1'), engine: 'wasm', threads: 1 }); // prettier-ignore
    const called = (as: number, belongs: (beat: number) => boolean): number => {
      const beats = [...beatSamples.keys()].filter(belongs);
      return beats.filter((beat) => again.beatClass[beat] === as).length / beats.length;
    };
    expect(called(F, (beat) => corrected[beat] === 1)).toBeGreaterThan(0.6);
    expect(called(N, (beat) => beatClass[beat] === N)).toBeGreaterThan(0.97);
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
    expect(readNetwork(join(folder, 'resumed')).weights).toEqual(
      readNetwork(join(folder, 'tuned')).weights,
    );
  });
});
