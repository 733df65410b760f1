import * as v from 'valibot';
import { PAPER_CNN } from './paper-cnn-spec.ts';

const wholeSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));
const rateSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(0.95));

const paperCnnSchema = v.object({
  kind: v.literal('paper-cnn'),
  inputLength: wholeSchema,
  pairs: v.pipe(
    v.array(v.object({ filters: wholeSchema, kernel: wholeSchema, dropout: rateSchema })),
    v.minLength(1),
    v.maxLength(8),
  ),
  denseUnits: wholeSchema,
  denseDropout: rateSchema,
  classes: wholeSchema,
});
const rhythmFormSchema = v.object({
  kind: v.literal('rhythm-form'),
  hidden: v.pipe(v.array(wholeSchema), v.minLength(1), v.maxLength(4)),
  inputDropout: rateSchema,
  dropout: rateSchema,
  classes: v.pipe(wholeSchema, v.minValue(3)),
});
const ensembleSchema = v.object({
  kind: v.literal('ensemble'),
  members: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32)),
  member: v.variant('kind', [paperCnnSchema, rhythmFormSchema]),
  classes: wholeSchema,
});

/** What a network is made of, as model cards and run records keep it. */
export const networkSpecSchema = v.variant('kind', [
  paperCnnSchema,
  rhythmFormSchema,
  ensembleSchema,
]);
export type NetworkSpec = v.InferOutput<typeof networkSpecSchema>;

/** Cards written before networks were described are of the paper's. */
export const DEFAULT_NETWORK_SPEC = {
  ...PAPER_CNN,
  pairs: [...PAPER_CNN.pairs],
} satisfies NetworkSpec;
