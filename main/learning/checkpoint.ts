import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { trainingEpochSchema } from '../../app/contract/training.ts';

/** Another layout of the file, or another meaning of what it holds, is another number. */
const VERSION = 1;
const FILE_NAME = 'checkpoint.bin';

const headerSchema = v.object({
  version: v.literal(VERSION),
  /** Hash of everything that the run depends on: a checkpoint of another run must not be resumed. */
  fingerprint: v.string(),
  stage: v.string(),
  epochs: v.array(trainingEpochSchema),
  lengths: v.array(v.number()),
});

/** A training run after a whole epoch: all that is needed to go on as if nothing had happened. */
export interface Checkpoint {
  readonly fingerprint: string;
  /** Which part of a job with several trainings this is of. */
  readonly stage: string;
  readonly epochs: v.InferOutput<typeof trainingEpochSchema>[];
  /** Weights, then the optimizer's state. */
  readonly arrays: readonly Float32Array[];
}

/** Replaces the checkpoint in `folder` in one step: a kill leaves the old one or the new one. */
export function writeCheckpoint(folder: string, checkpoint: Checkpoint): void {
  mkdirSync(folder, { recursive: true });
  const header = Buffer.from(
    JSON.stringify({
      version: VERSION,
      fingerprint: checkpoint.fingerprint,
      stage: checkpoint.stage,
      epochs: checkpoint.epochs,
      lengths: checkpoint.arrays.map((array) => array.length),
    }),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const parts = checkpoint.arrays.map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  );
  const file = join(folder, FILE_NAME);
  writeFileSync(`${file}.part`, Buffer.concat([size, header, ...parts]));
  renameSync(`${file}.part`, file);
}

/**
 * The checkpoint in `folder`, or null when there is none that belongs to this run: a damaged file or
 * one of another run or version is no reason to fail, only to start anew.
 */
export function readCheckpoint(folder: string, fingerprint: string): Checkpoint | null {
  const file = join(folder, FILE_NAME);
  if (!existsSync(file)) return null;
  try {
    const bytes = readFileSync(file);
    const headerEnd = 4 + bytes.readUInt32LE(0);
    const header = v.parse(headerSchema, JSON.parse(bytes.toString('utf8', 4, headerEnd)));
    const wanted = header.lengths.reduce((sum, length) => sum + 4 * length, headerEnd);
    if (header.fingerprint !== fingerprint || bytes.length !== wanted) return null;
    let offset = headerEnd;
    const arrays = header.lengths.map((length) => {
      const array = new Float32Array(length);
      Buffer.from(array.buffer).set(bytes.subarray(offset, offset + 4 * length));
      offset += 4 * length;
      return array;
    });
    return { fingerprint, stage: header.stage, epochs: header.epochs, arrays };
  } catch {
    return null;
  }
}
