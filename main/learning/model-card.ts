import * as v from 'valibot';
import { evaluationSchema } from '../../app/contract/schemas.ts';
import { PREPARATION_NAMES } from '../../app/signal/preparations/index.ts';
import { DEFAULT_NETWORK_SPEC, networkSpecSchema } from './networks/index.ts';

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
    split: v.string(),
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
  intendedUse: v.string(),
  limits: v.array(v.string()),
  /** Of rehearsal.bin, where the model has one. */
  rehearsalSha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** Of weights.bin. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export type ModelCard = v.InferOutput<typeof modelCardSchema>;
export type ModelCardDraft = Omit<ModelCard, 'sha256' | 'parameters' | 'version'>;
