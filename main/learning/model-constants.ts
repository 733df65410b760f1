import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { sizeOf } from './networks/network.ts';

/** Numbers besides the weights that a graph of TensorFlow.js needs. */
export const CONSTANTS_FILE = 'constants.bin';

const BYTES_OF_A_NUMBER = 4;

/** The files of numbers that a model.json names, each with what it holds. */
export const manifestSchema = v.looseObject({
  weightsManifest: v.array(
    v.looseObject({
      paths: v.array(v.string()),
      weights: v.array(
        v.looseObject({
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
          dtype: v.picklist(['float32', 'int32']),
        }),
      ),
    }),
  ),
});

/**
 * What is wrong with the constants of a model: in words, null where nothing is. A card vouches for
 * them by `sha256`; of a card without it their number is checked, and that each is a number.
 */
export function constantsFault(
  manifest: v.InferOutput<typeof manifestSchema>['weightsManifest'],
  bytes: Buffer | null,
  sha256: string | undefined,
): string | null {
  const entries = manifest.find(({ paths }) => paths.includes(CONSTANTS_FILE))?.weights ?? [];
  const numbers = entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (bytes === null) return numbers > 0 ? `${CONSTANTS_FILE} is missing.` : null;
  if (bytes.length !== BYTES_OF_A_NUMBER * numbers) {
    return `${CONSTANTS_FILE} is not as long as model.json says.`;
  }
  if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    return 'the constants are not those that its card was written for.';
  }
  let offset = 0;
  for (const { shape, dtype } of entries) {
    for (let index = 0; index < sizeOf(shape); index += 1) {
      if (dtype === 'float32' && !Number.isFinite(bytes.readFloatLE(offset))) {
        return 'a constant is no number.';
      }
      offset += BYTES_OF_A_NUMBER;
    }
  }
  return null;
}
