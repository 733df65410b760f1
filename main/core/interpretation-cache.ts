import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/**
 * What was computed about a recording and a model, as JSON in the recording's folder: it goes when
 * the recording goes. Each file names what it was made from, and is made again when that changes.
 */
export interface CachePlace {
  readonly recordingFolder: string;
  readonly kind: 'map' | 'waveforms';
  readonly modelId: string;
  /** Of everything that the value depends on; see `fingerprintOf`. */
  readonly fingerprint: string;
}

const FOLDER = 'interpretation';

/** The stored value, or null when there is none, none that fits, or none that can be read. */
export function readCached<Schema extends v.GenericSchema>(
  place: CachePlace,
  schema: Schema,
): v.InferOutput<Schema> | null {
  const stored = v.object({ fingerprint: v.literal(place.fingerprint), value: schema });
  try {
    return v.parse(stored, JSON.parse(readFileSync(fileOf(place), 'utf8'))).value;
  } catch {
    // It is only a cache: whatever is wrong with it, it is made anew.
    return null;
  }
}

export function writeCached(place: CachePlace, value: unknown): void {
  const file = fileOf(place);
  mkdirSync(path.dirname(file), { recursive: true });
  const { fingerprint } = place;
  writeFileSync(`${file}.part`, JSON.stringify({ fingerprint, value }));
  renameSync(`${file}.part`, file);
}

export function fingerprintOf(parts: readonly (string | Uint8Array | Uint32Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('hex');
}

function fileOf({ recordingFolder, kind, modelId }: CachePlace): string {
  return path.join(recordingFolder, FOLDER, `${modelId}.${kind}.json`);
}
