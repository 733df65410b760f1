import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as layers from '@tensorflow/tfjs-layers';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { readCheckpoint, writeCheckpoint } from '../../../../main/learning/checkpoint.ts';
import { openEngine } from '../../../../main/learning/engine.ts';
import { readModelCard, readNetwork, verifyModel, writeModel } from '../../../../main/learning/model-file.ts'; // prettier-ignore
import { weightTensors } from '../../../../main/learning/networks/network.ts';
import { createPaperCnn, PAPER_CNN } from '../../../../main/learning/networks/paper-cnn.ts';
import { createRhythmForm, RHYTHM_FORM } from '../../../../main/learning/networks/rhythm-form.ts';

const paperCnn = createPaperCnn(PAPER_CNN);
const SHIPPED = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;

let folder = '';

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'ectopy-model-')), 'copy');
  await openEngine('cpu');
  await writeModel(folder, paperCnn.initialWeights(createRandom(3)), readModelCard(SHIPPED));
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

describe('a model folder', () => {
  it('is read back as it was written, also by TensorFlow.js itself', async () => {
    const { network, weights } = readNetwork(folder);
    expect(weights).toEqual(paperCnn.initialWeights(createRandom(3)));
    const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
      modelTopology: object;
      weightsManifest: [{ weights: tf.io.WeightsManifestEntry[] }];
    };
    const bytes = readFileSync(join(folder, 'weights.bin'));
    const model = await layers.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: new Uint8Array(bytes).buffer,
      }),
    );
    const input = tf.ones<tf.Rank.R2>([1, network.inputLength]);
    const theirs = model.predict(tf.reshape(input, [1, network.inputLength, 1])) as tf.Tensor;
    const ours = tf.softmax(network.logits(weightTensors(network, weights), input)).dataSync();
    theirs.dataSync().forEach((value, index) => {
      expect(ours[index]).toBeCloseTo(value, 5);
    });
  });

  it.each([
    ['a changed weight', 'weights.bin', (file: string) => { const bytes = readFileSync(file); bytes[1000] = (bytes[1000] ?? 0) ^ 1; writeFileSync(file, bytes); }], // prettier-ignore
    ['weights that are too long', 'weights.bin', (file: string) => { appendFileSync(file, 'x'); }], // prettier-ignore
    [
      'missing weights',
      'weights.bin',
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      'a missing card',
      'card.json',
      (file: string) => {
        rmSync(file);
      },
    ],
    ['a card that is no card', 'card.json', (file: string) => { writeFileSync(file, '{"id": 3}'); }], // prettier-ignore
    ['layers of another network', 'model.json', (file: string) => { writeFileSync(file, readFileSync(file, 'utf8').replaceAll('[5,1,16]', '[7,1,16]')); }], // prettier-ignore
  ])('with %s is refused, and the file named', (_, name, spoil) => {
    spoil(join(folder, name));
    expect(() => verifyModel(folder)).toThrow(
      expect.objectContaining({ code: 'model-damaged', file: join(folder, name) }),
    );
  });
});

it('of a network that is no row of layers, a model folder is a graph model of TensorFlow.js', async () => {
  const network = createRhythmForm(RHYTHM_FORM);
  const weights = network.initialWeights(createRandom(3));
  const spec = { ...RHYTHM_FORM, hidden: [...RHYTHM_FORM.hidden] };
  await writeModel(folder, weights, { ...readModelCard(SHIPPED), network: spec });
  expect(readNetwork(folder).weights).toEqual(weights);
  const model = await loadGraphModel(fileHandler(folder));
  const input = tf.ones<tf.Rank.R2>([2, network.inputLength]);
  const theirs = (model.predict(input) as tf.Tensor).dataSync();
  const ours = tf.softmax(network.logits(weightTensors(network, weights), input)).dataSync();
  theirs.forEach((value, index) => {
    expect(ours[index]).toBeCloseTo(value, 5);
  });
});

describe('the constants of a graph', () => {
  /** Changes the card and the constants of a model with constants; returns what its check throws. */
  async function check(card: (card: object) => object, constants: (bytes: Buffer) => Buffer) {
    const network = createRhythmForm(RHYTHM_FORM);
    const spec = { ...RHYTHM_FORM, hidden: [...RHYTHM_FORM.hidden] };
    const weights = network.initialWeights(createRandom(3));
    await writeModel(folder, weights, { ...readModelCard(SHIPPED), network: spec });
    for (const [name, change] of [
      [
        'card.json',
        (bytes: Buffer) => JSON.stringify(card(JSON.parse(bytes.toString()) as object)),
      ],
      ['constants.bin', constants],
    ] as const)
      // prettier-ignore
      writeFileSync(join(folder, name), change(readFileSync(join(folder, name))));
    return () => verifyModel(folder);
  }
  const same = <T>(value: T): T => value;
  const old = (card: object): object => ({ ...card, constantsSha256: undefined });
  const refusal: unknown = expect.objectContaining({ code: 'model-damaged' });
  const flipped = (bytes: Buffer): Buffer => {
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes;
  };

  it('are those that the card vouches for', async () => {
    expect(await check(same, same)).not.toThrow();
    expect(await check(same, flipped)).toThrow(refusal);
  });

  it('are as many as they should be and all numbers, where an old card does not vouch for them', async () => {
    expect(await check(old, same)).not.toThrow();
    expect(await check(old, (bytes) => bytes.subarray(4))).toThrow(refusal);
    expect(await check(old, (bytes) => bytes.fill(0xff))).toThrow(refusal);
  });
});

describe('a shipped model', () => {
  it.each([
    ['paper-ds1-1', 312_501, 22],
    ['rhythm-form-1', 506_105, 80],
    ['rhythm-form-2', 506_105, 80],
  ])('%s is whole and says what it is', (id, parameters, records) => {
    const folder = join(SHIPPED, '..', id);
    const card = readModelCard(folder);
    expect(() => verifyModel(folder)).not.toThrow();
    expect(card.parameters).toBe(parameters);
    expect(card.training.records).toHaveLength(records);
    expect(card.data[0]?.licence).toContain('ODC-By');
    expect(card.intendedUse).toContain('Not a medical device');
    // A card either keeps how the model was made, or says that it does not.
    const { recipe, dataSha256, fingerprints } = card.training;
    const kept = recipe !== undefined && dataSha256 !== undefined && fingerprints !== undefined;
    const confesses = card.limits.some((limit) => limit.includes('cannot be made again exactly'));
    expect(confesses).toBe(!kept);
  });

  it('says of which patients its S is not to be believed', () => {
    const limits = readModelCard(join(SHIPPED, '..', 'rhythm-form-2')).limits.join(' ');
    for (const record of ['232', '865', '822', '202', '219', '222'])
      expect(limits).toContain(record);
  });
});

/** Reads a model folder as TensorFlow.js reads one from the web: all weight files, one after the other. */
function fileHandler(from: string): tf.io.IOHandler {
  const read = (name: string): Buffer => readFileSync(join(from, name));
  return {
    load: () => {
      const json = JSON.parse(read('model.json').toString()) as tf.io.ModelJSON;
      const files = json.weightsManifest.flatMap(({ paths }) => paths.map(read));
      return Promise.resolve({
        ...json,
        weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
        weightData: new Uint8Array(Buffer.concat(files)).buffer,
      });
    },
  };
}

describe('a checkpoint', () => {
  const checkpoint = {
    fingerprint: 'run 1',
    stage: 'train',
    epochs: [{ epoch: 1, trainLoss: 0.5, validationLoss: null, f1: { N: 1, S: null, V: 0.5, F: null, Q: null } }], // prettier-ignore
    arrays: [Float32Array.of(1, 2, 3), Float32Array.of(4)],
  };

  it('is read back by the same run only', () => {
    writeCheckpoint(folder, checkpoint);
    expect(readCheckpoint(folder, 'run 1')).toEqual(checkpoint);
    expect(readCheckpoint(folder, 'run 2')).toBeNull();
  });

  it.each([
    ['of another version', (header: object) => ({ ...header, version: 99 })],
    ['whose description is of another layout', (header: object) => ({ ...header, epochs: 'some' })],
    ['that names more numbers than it has', (header: object) => ({ ...header, lengths: [3, 1e9] })],
  ])('%s counts as none: the training starts anew', (_, change) => {
    writeCheckpoint(folder, checkpoint);
    const file = join(folder, 'checkpoint.bin');
    const bytes = readFileSync(file);
    const end = 4 + bytes.readUInt32LE(0);
    const header = JSON.parse(bytes.toString('utf8', 4, end)) as object;
    const changed = Buffer.from(JSON.stringify(change(header)));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(changed.length);
    writeFileSync(file, Buffer.concat([size, changed, bytes.subarray(end)]));
    expect(readCheckpoint(folder, 'run 1')).toBeNull();
  });

  it('cut short by a kill counts as none', () => {
    writeCheckpoint(folder, checkpoint);
    const file = join(folder, 'checkpoint.bin');
    writeFileSync(file, readFileSync(file).subarray(0, -2));
    expect(readCheckpoint(folder, 'run 1')).toBeNull();
  });
});
