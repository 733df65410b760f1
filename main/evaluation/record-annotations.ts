import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { readReferenceAnnotations } from '../imports/recording-source.ts';

/**
 * Annotations of the record at `path` in samples of the record, whatever time resolution their file
 * uses. Throws AppError.
 */
export async function recordAnnotations(
  path: string,
  annotator: string,
  sampleRateHz: number,
): Promise<readonly WfdbAnnotation[]> {
  const read = await readReferenceAnnotations(path, annotator);
  const scale = sampleRateHz / (read.sampleRateHz ?? sampleRateHz);
  if (scale === 1) return read.annotations;
  return read.annotations.map((annotation) => ({
    ...annotation,
    sample: Math.round(annotation.sample * scale),
  }));
}
