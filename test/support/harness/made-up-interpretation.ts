import type { Embedding, Saliency, Waveforms } from '../../../app/contract/interpretation.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { createRandom } from '../../../app/random.ts';
import { madeUpBeat } from './made-up-protocols.ts';

/** Made-up answers to what a network looks at. */

const PARTS: Saliency['parts'] = [
  { name: 'beat', start: 0, length: 100, startOffsetMs: -320 },
  { name: 'difference from the usual beat', start: 100, length: 59, startOffsetMs: -160 },
  ...['RR before', 'RR after', 'RR before, of the usual'].map((name, index) => ({
    name,
    start: 159 + 4 * index,
    length: 4,
    startOffsetMs: null,
  })),
];
const LENGTH = 171;

function beat(name: string, seed: number): number[] {
  return madeUpBeat(name, seed).slice(10, 10 + LENGTH);
}

export function madeUpSaliency(): Saliency {
  const window = beat('V', 5);
  const baseline = beat('N', 6);
  const attribution = window.map((value, index) => 0.6 * (value - (baseline[index] ?? 0)));
  const sum = attribution.reduce((total, value) => total + value, 0);
  return {
    parts: PARTS,
    sampleIntervalMs: 8,
    window,
    baseline,
    attribution,
    target: 'V',
    predicted: 'V',
    outputDifference: sum + 0.004,
    attributionSum: sum,
    steps: 64,
  };
}

export function madeUpEmbedding(): Embedding {
  const random = createRandom(9);
  const centres = { N: [0, 0], S: [3, 1], V: [-2, 4], F: [-1, 2], Q: [5, -3] } as const;
  const counts = { N: 500, S: 90, V: 180, F: 40, Q: 6 };
  const embedding: Embedding = { x: [], y: [], beatId: [], beatClass: [], predicted: [] };
  for (const name of BEAT_CLASSES) {
    for (let index = 0; index < counts[name]; index += 1) {
      const spread = 0.5 + 0.6 * random.uniform();
      embedding.x.push(centres[name][0] + spread * random.normal());
      embedding.y.push(centres[name][1] + spread * random.normal());
      embedding.beatId.push(embedding.beatId.length + 1);
      embedding.beatClass.push(name);
      embedding.predicted.push(random.uniform() < 0.03 ? 'V' : name);
    }
  }
  return embedding;
}

export function madeUpWaveforms(): Waveforms {
  return {
    parts: PARTS,
    sampleIntervalMs: 8,
    source: 'training-averages',
    classes: (['N', 'S', 'V', 'F'] as const).map((beatClass, index) => {
      const mean = beat(beatClass, index);
      return {
        beatClass,
        beats: 400 - 90 * index,
        sampled: 400 - 90 * index,
        mean,
        low: mean.map((value) => value - 0.15),
        high: mean.map((value) => value + 0.15),
        examples: [],
      };
    }),
  };
}
