import { INVALID_SAMPLE, type SampleReader } from '../domain/recording.ts';

/** The heartbeat itself: from the P wave to the end of the T wave. */
const BEFORE_S = 0.3;
const AFTER_S = 0.5;
/** Missing samples beyond this part make a beat unreadable. */
const MOST_MISSING = 0.1;

/**
 * Whether a lead shows anything where a beat is: no more than a tenth of it missing or outside the
 * recording, and not a flat line (an electrode that came off).
 */
export function isReadable(reader: SampleReader, lead: number, sample: number): boolean {
  const start = Math.round(sample - BEFORE_S * reader.sampleRateHz);
  const end = Math.round(sample + AFTER_S * reader.sampleRateHz);
  const samples = reader.read(lead, Math.max(0, start), Math.min(reader.sampleCount, end));
  let present = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of samples) {
    if (value === INVALID_SAMPLE) continue;
    present += 1;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return present >= (1 - MOST_MISSING) * (end - start) && highest > lowest;
}
