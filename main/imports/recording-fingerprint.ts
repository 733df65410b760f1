import { createHash } from 'node:crypto';
import type { SampleReader } from '../../app/domain/recording.ts';

/** Long enough that no two recordings begin alike, short enough to be read at once. */
const HASHED_S = 300;

/**
 * Tells whether two copies are of one recording, whatever they are called and whichever of their
 * leads comes first: SHA-256 of the sampling rate, the length, and the first five minutes of the
 * lead whose name is first in the alphabet, as stored (int16).
 */
export function recordingFingerprint(reader: SampleReader): string {
  const { sampleRateHz, sampleCount, leads } = reader;
  const names = leads.map(({ name }) => name);
  const lead = names.indexOf(names.toSorted()[0] ?? '');
  const hash = createHash('sha256').update(`${sampleRateHz} Hz, ${sampleCount} samples`);
  if (lead >= 0) hash.update(reader.read(lead, 0, Math.min(sampleCount, HASHED_S * sampleRateHz)));
  return hash.digest('hex');
}
