import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { ownVersion } from '../process/own-version.ts';
import { constantsFault, CONSTANTS_FILE, manifestSchema } from './model-constants.ts';
import { modelCardSchema, type ModelCard, type ModelCardDraft } from './model-card.ts';
import {
  createNetwork,
  DEFAULT_NETWORK_SPEC,
  networkSpecSchema,
  type NetworkSpec,
} from './networks/index.ts';
import { sizeOf, type Network, type Weights } from './networks/network.ts';
import { REHEARSAL_FILE } from './rehearsal.ts';

/**
 * A model is a folder: model.json and weights.bin (and constants.bin, where the network needs
 * numbers besides its weights) in the form of TensorFlow.js, card.json, and rehearsal.bin.
 */
const TOPOLOGY_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';
export const CARD_FILE = 'card.json';

const topologySchema = v.looseObject({
  weightsManifest: v.looseTuple([
    v.looseObject({
      paths: v.tuple([v.literal(WEIGHTS_FILE)]),
      weights: v.array(
        v.looseObject({
          name: v.string(),
          shape: v.array(v.number()),
          dtype: v.literal('float32'),
        }),
      ),
    }),
  ]),
});

/** What a card says about itself before the rest of it is looked at. */
const cardKindSchema = v.looseObject({
  version: v.unknown(),
  preparation: v.unknown(),
  network: v.optional(v.unknown()),
  classes: v.optional(v.unknown()),
});

function damaged(folder: string, file: string, what: string, cause?: unknown): AppError {
  return new AppError('model-damaged', `The model in ${folder} cannot be used: ${what}`, {
    file: join(folder, file),
    remedy: 'Choose another model in the training view, or reinstall Ectopy for the shipped one.',
    cause,
  });
}

function readJson<Schema extends v.GenericSchema>(
  folder: string,
  file: string,
  schema: Schema,
): v.InferOutput<Schema> {
  try {
    return v.parse(schema, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (error) {
    const what = existsSync(join(folder, file))
      ? `${file} is not what it should be.`
      : `${file} is missing.`;
    throw damaged(folder, file, what, error);
  }
}

/**
 * @throws AppError `model-damaged` when the card is missing or malformed, `model-unsupported` when
 * it is of a version, a network or a preparation that this Ectopy does not know.
 */
export function readModelCard(folder: string): ModelCard {
  const { version, preparation, network, classes } = readJson(folder, CARD_FILE, cardKindSchema);
  const known = v.is(modelCardSchema.entries.version, version);
  if (!known) throw unsupported(folder, 'a card of another version', version);
  if (!v.is(modelCardSchema.entries.preparation, preparation)) {
    throw unsupported(folder, 'a preparation of beats', preparation);
  }
  if (!v.is(modelCardSchema.entries.classes, classes)) {
    throw unsupported(folder, 'classes', classes);
  }
  const spec = v.safeParse(networkSpecSchema, network ?? DEFAULT_NETWORK_SPEC);
  if (spec.issues?.some((issue) => v.getDotPath(issue)?.endsWith('kind')) === true) {
    throw unsupported(folder, 'a network', network);
  }
  if (spec.success && spec.output.classes !== BEAT_CLASSES.length) {
    throw unsupported(folder, 'a number of classes', spec.output.classes);
  }
  return readJson(folder, CARD_FILE, modelCardSchema);
}

function unsupported(folder: string, what: string, name: unknown): AppError {
  return new AppError(
    'model-unsupported',
    `The model has ${what} that this Ectopy does not know (${JSON.stringify(name)}).`,
    { file: join(folder, CARD_FILE), remedy: 'Use a newer Ectopy, or another model.' },
  );
}

/** The files of a model besides its card and what it is reminded of. */
export function modelFiles(folder: string): string[] {
  const constants = existsSync(join(folder, CONSTANTS_FILE)) ? [CONSTANTS_FILE] : [];
  return [TOPOLOGY_FILE, WEIGHTS_FILE, ...constants];
}

/**
 * Checks that the weights are the ones that the card vouches for and fit the network, and that its
 * constants are whole.
 * @throws AppError `model-damaged`
 */
export function verifyModel(folder: string): StoredNetwork {
  const stored = readNetwork(folder);
  const fault = constantsFault(
    readJson(folder, TOPOLOGY_FILE, manifestSchema).weightsManifest,
    existsSync(join(folder, CONSTANTS_FILE)) ? readFileSync(join(folder, CONSTANTS_FILE)) : null,
    readModelCard(folder).constantsSha256,
  );
  if (fault !== null) throw damaged(folder, CONSTANTS_FILE, fault);
  return stored;
}

/** Hash of the constants of a model folder; null where it has none. */
export function constantsSha256Of(folder: string): string | null {
  const file = join(folder, CONSTANTS_FILE);
  return existsSync(file) ? sha256Of(readFileSync(file)) : null;
}

/** A model's network and its verified weights. */
export interface StoredNetwork {
  readonly network: Network;
  readonly weights: Weights;
}

/** @throws AppError `model-damaged` */
export function readNetwork(folder: string): StoredNetwork {
  const card = readModelCard(folder);
  const network = createNetwork(card.network);
  const { weightShapes } = network;
  const topology = readJson(folder, TOPOLOGY_FILE, topologySchema);
  const bytes = readBytes(folder);
  if (sha256Of(bytes) !== card.sha256) {
    throw damaged(folder, WEIGHTS_FILE, 'the weights are not those that its card was written for.');
  }
  const specs = topology.weightsManifest[0].weights;
  const fits = weightShapes.every(({ name, shape }, index) => {
    const spec = specs[index];
    return spec?.name === name && spec.shape.join() === shape.join();
  });
  const wanted = weightShapes.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  if (!fits || specs.length !== weightShapes.length || bytes.length !== wanted) {
    throw damaged(
      folder,
      TOPOLOGY_FILE,
      'its layers are not those of the network that its card describes.',
    );
  }
  let offset = 0;
  const weights = weightShapes.map(({ shape }) => {
    const array = new Float32Array(sizeOf(shape));
    Buffer.from(array.buffer).set(bytes.subarray(offset, offset + array.byteLength));
    offset += array.byteLength;
    return array;
  });
  return { network, weights };
}

function readBytes(folder: string): Buffer {
  try {
    return readFileSync(join(folder, WEIGHTS_FILE));
  } catch (error) {
    throw damaged(folder, WEIGHTS_FILE, `${WEIGHTS_FILE} is missing.`, error);
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Writes a model folder in one step (beside it first, then renamed) and returns the completed card.
 * An existing folder of that name is replaced. `rehearsal`: see `rehearsal.ts`.
 */
export async function writeModel(
  folder: string,
  weights: Weights,
  draft: ModelCardDraft,
  rehearsal: Buffer | null = null,
): Promise<ModelCard> {
  const bytes = Buffer.concat(
    weights.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  const { model, constants } = await describeModel(
    v.parse(modelCardSchema.entries.network, draft['network']),
    weights,
  );
  const card: ModelCard = v.parse(modelCardSchema, {
    version: 1,
    ...draft,
    madeWith: {
      ectopy: ownVersion(),
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    },
    parameters: weights.reduce((sum, array) => sum + array.length, 0),
    sha256: sha256Of(bytes),
    ...(constants.length === 0 ? {} : { constantsSha256: sha256Of(constants) }),
    ...(rehearsal === null ? {} : { rehearsalSha256: sha256Of(rehearsal) }),
  });
  const beside = `${folder}.part`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  writeFileSync(join(beside, TOPOLOGY_FILE), `${JSON.stringify(model)}\n`);
  if (constants.length > 0) writeFileSync(join(beside, CONSTANTS_FILE), constants);
  writeFileSync(join(beside, WEIGHTS_FILE), bytes);
  if (rehearsal !== null) writeFileSync(join(beside, REHEARSAL_FILE), rehearsal);
  writeFileSync(join(beside, CARD_FILE), `${JSON.stringify(card, null, 2)}\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(beside, folder);
  return card;
}

interface DescribedModel {
  /** model.json */
  readonly model: object;
  readonly constants: Buffer;
}

/**
 * A network for TensorFlow.js: as layers, which others can train further, where TensorFlow.js has
 * such layers; else as a graph.
 */
async function describeModel(spec: NetworkSpec, weights: Weights): Promise<DescribedModel> {
  // Only writing needs these: reading and classifying start faster without them.
  if (spec.kind === 'paper-cnn') {
    const { layersTopology } = await import('./layers-model.ts');
    const { modelTopology, weightSpecs, generatedBy } = await layersTopology(spec, weights);
    return {
      model: {
        format: 'layers-model',
        generatedBy,
        convertedBy: null,
        modelTopology,
        weightsManifest: [{ paths: [WEIGHTS_FILE], weights: weightSpecs }],
      },
      constants: Buffer.alloc(0),
    };
  }
  const { encodeGraphModel } = await import('./export/graph-model.ts');
  const network = createNetwork(spec);
  const graph = await encodeGraphModel(network, weights);
  return {
    model: {
      format: 'graph-model',
      generatedBy: 'Ectopy',
      convertedBy: null,
      signature: graph.signature,
      modelTopology: graph.topology,
      weightsManifest: [
        {
          paths: [WEIGHTS_FILE],
          weights: network.weightShapes.map((weight) => ({ ...weight, dtype: 'float32' })),
        },
        { paths: [CONSTANTS_FILE], weights: graph.constantEntries },
      ],
    },
    constants: graph.constants,
  };
}
