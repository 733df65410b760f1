import * as v from 'valibot';
import { evaluationSchema } from '../../app/contract/training.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { RHYTHM_RULES } from '../../app/rhythm/rhythm-rule.ts';
import { PREPARATION_NAMES } from '../../app/signal/preparations/index.ts';
import { DEFAULT_NETWORK_SPEC, networkSpecSchema } from './networks/network-spec.ts';

/** "N normal" → "N" */
function letterOf(className: string): string {
  return className.split(' ')[0] ?? '';
}

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * Folder within a retrained model's: by recording id, the same model with the weights that classify
 * this recording alone.
 */
export const OWN_FOLDER = 'own';

/** What a model is, what it was made from, how well it did, and what it must not be used for. */
export const modelCardSchema = v.looseObject({
  /** Layout of this card. */
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/)),
  name: v.string(),
  parentId: v.nullable(v.string()),
  createdAt: v.string(),
  /** What the weights are the weights of. */
  network: v.optional(networkSpecSchema, DEFAULT_NETWORK_SPEC),
  parameters: v.number(),
  preparation: v.picklist(PREPARATION_NAMES),
  /** What is done with the network's probabilities of a whole recording. */
  rhythmRule: v.optional(v.picklist(RHYTHM_RULES)),
  /** Leads that the model knows, best first; it is given the first one that a recording has. */
  leads: v.array(v.string()),
  loss: v.looseObject({
    name: v.literal('two-fold-focal'),
    gammaM: v.number(),
    gammaN: v.number(),
    alpha: v.array(v.number()),
  }),
  training: v.looseObject({
    data: v.string(),
    records: v.array(v.string()),
    /** By record: what tells it from others of that name (`recordingFingerprint`). */
    fingerprints: v.optional(v.record(v.string(), sha256Schema)),
    split: v.string(),
    /** Everything that decided the training besides the data. */
    recipe: v.optional(v.record(v.string(), v.unknown())),
    /** Of the prepared beats with their classes: the same data, recipe and engine give it again. */
    dataSha256: v.optional(sha256Schema),
    seed: v.number(),
    epochs: v.number(),
    engine: v.string(),
  }),
  data: v.array(v.object({ name: v.string(), licence: v.string(), attribution: v.string() })),
  /** Evaluations by name of the protocol, each with how it was made. */
  metrics: v.record(
    v.string(),
    v.looseObject({ protocol: v.string(), evaluation: evaluationSchema }),
  ),
  /** The program that wrote the model. */
  madeWith: v.optional(v.object({ ectopy: v.string(), node: v.string(), platform: v.string() })),
  intendedUse: v.string(),
  limits: v.array(v.string()),
  /** What its outputs are: the letter of each class first. A card may leave it out. */
  classes: v.optional(
    v.pipe(
      v.array(v.string()),
      v.check((names) => names.map(letterOf).join() === BEAT_CLASSES.join()),
    ),
  ),
  /** Of constants.bin, where the model has one; cards written before it was kept have none. */
  constantsSha256: v.optional(sha256Schema),
  /** Of rehearsal.bin, where the model has one. */
  rehearsalSha256: v.optional(sha256Schema),
  /** Of weights.bin. */
  sha256: sha256Schema,
});

export type ModelCard = v.InferOutput<typeof modelCardSchema>;
export type ModelCardDraft = Omit<ModelCard, 'sha256' | 'parameters' | 'version' | 'madeWith'>;
