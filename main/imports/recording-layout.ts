import { join } from 'node:path';
import * as v from 'valibot';
import { findingSchema, leadSchema } from '../../app/contract/schemas.ts';
import type { IntegrityFinding, RecordingInfo } from '../../app/domain/recording.ts';

/**
 * A recording in the library is a folder:
 *
 *   recording.json     what it is, how long, and what reading it showed
 *   lead-<i>.i16       all samples of one lead, int16 little endian
 *   lead-<i>.pyramid   its min/max pyramid, see app/signal/pyramid.ts
 *
 * The folder appears under its name only when it is complete; until then it is `<name>.partial`.
 */
export const PARTIAL_SUFFIX = '.partial';

const FORMAT_VERSION = 1;

/** Where a library keeps the recording. */
export function recordingFolder(libraryFolder: string, recordingId: string): string {
  return join(libraryFolder, 'recordings', recordingId);
}

const descriptionSchema = v.object({
  formatVersion: v.literal(FORMAT_VERSION),
  sampleCount: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  info: v.object({
    name: v.string(),
    sampleRateHz: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    leads: v.pipe(v.array(leadSchema), v.minLength(1)),
    startTime: v.nullable(v.string()),
    comments: v.array(v.string()),
  }),
  findings: v.array(findingSchema),
});

export type RecordingDescription = v.InferOutput<typeof descriptionSchema>;

export function descriptionFile(folder: string): string {
  return join(folder, 'recording.json');
}

export function samplesFile(folder: string, lead: number): string {
  return join(folder, `lead-${lead}.i16`);
}

export function pyramidFile(folder: string, lead: number): string {
  return join(folder, `lead-${lead}.pyramid`);
}

export function formatDescription(content: {
  sampleCount: number;
  info: RecordingInfo;
  findings: readonly IntegrityFinding[];
}): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...content }, null, 2)}\n`;
}

/** Returns null when the text is not a description of this version. */
export function parseDescription(text: string): RecordingDescription | null {
  try {
    const result = v.safeParse(descriptionSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
