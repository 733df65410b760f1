import { beforeAll, describe, expect, it } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import type { SampleReader } from '../../../../app/domain/recording.ts';
import { classifyRecording } from '../../../../main/learning/classify-recording.ts';
import { openEngine, probeEngines } from '../../../../main/learning/engine.ts';
import { readLeadToMemory } from '../../../../main/learning/memory-lead.ts';

const modelFolder = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;

let reader: SampleReader;
let beatSamples: Uint32Array;
let truth: Uint8Array;

beforeAll(async () => {
  const demo = createDemoHolter({ seed: 5, hours: 1.2, leadCount: 1, sampleRateHz: 250 });
  reader = await readLeadToMemory(demo.info, 0, demo.chunks());
  ({ sample: beatSamples, beatClass: truth } = demo.truth);
});

describe('classifying a recording', { timeout: 180_000 }, () => {
  it('gives the same on two threads as on one, and mostly what is true', async () => {
    expect(beatSamples.length).toBeGreaterThan(4000);
    const fractions: number[] = [];
    const common = { reader, beatSamples, modelFolder, engine: 'wasm' } as const;
    const one = await classifyRecording({ ...common, threads: 1 });
    const two = await classifyRecording({
      ...common,
      threads: 2,
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(two.engine).toContain('2 threads');
    expect(two.beatClass).toEqual(one.beatClass);
    expect(two.probabilities).toEqual(one.probabilities);
    expect(two.modelId).toBe('paper-ds1-1');
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const right = one.beatClass.filter((own, beat) => own === truth[beat]).length;
    expect(right / truth.length).toBeGreaterThan(0.95);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const run = classifyRecording({
      reader,
      beatSamples,
      modelFolder,
      engine: 'wasm',
      threads: 2,
      signal: stop.signal,
      onProgress: () => {
        stop.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('of no beats gives none', async () => {
    const none = await classifyRecording({
      reader,
      beatSamples: new Uint32Array(0),
      modelFolder,
      engine: 'wasm',
    });
    expect([none.beatClass.length, none.probabilities.length]).toEqual([0, 0]);
  });
});

it('engines explain themselves; exactly one is chosen, and the forced one where it can be', async () => {
  const probes = await probeEngines('auto');
  expect(probes.map(({ name }) => name)).toEqual(['native', 'webgpu', 'wasm', 'cpu']);
  expect(probes.filter(({ chosen }) => chosen)).toHaveLength(1);
  expect(probes.every(({ reason }) => reason.endsWith('.'))).toBe(true);
  expect((await probeEngines('cpu')).find(({ chosen }) => chosen)?.name).toBe('cpu');
  for (const { name } of probes.filter(({ available }) => !available)) {
    await expect(openEngine(name)).rejects.toMatchObject({ code: 'engine-unavailable' });
  }
});
