import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { LabelledBeats } from './labelled-beats.ts';

/**
 * What a model is reminded of while it learns corrections. The beats that it first learned from are
 * not shipped; their averages are: of consecutive beats of one record and class.
 */
export const REHEARSAL_FILE = 'rehearsal.bin';

/** Beats that an average is of, by class index: many of the plentiful N, few of the rare ones. */
const BEATS_PER_AVERAGE = [60, 8, 8, 8, 8] as const;
/** An average of fewer would be too near to the beats themselves. */
const FEWEST = 8;
/** Int16 steps per unit; windows lie within -4 to 4. */
const STEPS = 4096;

/** Averages of the beats of one record. */
export function averageBeats({ inputLength, windows, beatClass }: LabelledBeats): LabelledBeats {
  const averages: Float32Array[] = [];
  const classes: number[] = [];
  BEAT_CLASSES.forEach((_, index) => {
    const beats = [...beatClass.keys()].filter((beat) => beatClass[beat] === index);
    const size = BEATS_PER_AVERAGE[index] ?? FEWEST;
    for (let first = 0; first < beats.length; first += size) {
      const group = beats.slice(first, first + size);
      if (group.length < FEWEST) continue;
      const average = new Float32Array(inputLength);
      for (const beat of group) {
        for (let k = 0; k < inputLength; k += 1) {
          average[k] = (average[k] ?? 0) + (windows[beat * inputLength + k] ?? 0) / group.length;
        }
      }
      averages.push(average);
      classes.push(index);
    }
  });
  const joined = new Float32Array(averages.length * inputLength);
  averages.forEach((average, index) => {
    joined.set(average, index * inputLength);
  });
  return { inputLength, windows: joined, beatClass: Uint8Array.from(classes) };
}

/** One byte of class and `inputLength` int16 (little endian, 4096 a unit) for every average. */
export function encodeRehearsal({ inputLength, windows, beatClass }: LabelledBeats): Buffer {
  const bytesPerBeat = 1 + 2 * inputLength;
  const bytes = Buffer.alloc(beatClass.length * bytesPerBeat);
  beatClass.forEach((index, beat) => {
    const start = beat * bytesPerBeat;
    bytes.writeUInt8(index, start);
    for (let k = 0; k < inputLength; k += 1) {
      const value = Math.round(STEPS * (windows[beat * inputLength + k] ?? 0));
      bytes.writeInt16LE(Math.max(-32768, Math.min(32767, value)), start + 1 + 2 * k);
    }
  });
  return bytes;
}

/**
 * The averages beside a model's weights, as bytes, or null when it has none.
 * @throws AppError `model-damaged` when they are not those that the card names.
 */
export function readRehearsalBytes(folder: string, sha256: string | undefined): Buffer | null {
  if (sha256 === undefined) return null;
  const file = join(folder, REHEARSAL_FILE);
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new AppError(
    'model-damaged',
    `The model in ${folder} cannot be retrained: ${REHEARSAL_FILE} is missing or changed.`,
    { file, remedy: 'Choose another model in the training view, or reinstall Ectopy.' },
  );
}

/** `inputLength`: of the preparation of the model that the averages are beside. */
export function decodeRehearsal(bytes: Buffer, inputLength: number): LabelledBeats {
  const bytesPerBeat = 1 + 2 * inputLength;
  const beats = Math.floor(bytes.length / bytesPerBeat);
  const windows = new Float32Array(beats * inputLength);
  const beatClass = new Uint8Array(beats);
  for (let beat = 0; beat < beats; beat += 1) {
    const start = beat * bytesPerBeat;
    beatClass[beat] = bytes.readUInt8(start);
    for (let k = 0; k < inputLength; k += 1) {
      windows[beat * inputLength + k] = bytes.readInt16LE(start + 1 + 2 * k) / STEPS;
    }
  }
  return { inputLength, windows, beatClass };
}
