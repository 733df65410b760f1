import { beatClassOfCode } from '../../app/domain/annotation-codes.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { parseHeader } from '../../app/formats/wfdb/header.ts';
import type { RhythmBeats } from '../../app/rhythm/beat-stretches.ts';
import { locateRecord, readHeaderFile } from '../imports/wfdb-files.ts';
import { recordAnnotations } from './record-annotations.ts';

/** The beats that an annotation file beside a record has, as rhythm is read from them. */
export interface AnnotatedRhythm {
  readonly record: string;
  readonly sampleCount: number;
  readonly beats: RhythmBeats;
  readonly annotations: readonly WfdbAnnotation[];
}

/** Reads a record's header and annotations, not its signals. Escape beats count as N. Throws AppError. */
export async function annotatedRhythm(path: string, annotator: string): Promise<AnnotatedRhythm> {
  const location = await locateRecord(path);
  const { frameRateHz, frameCount } = parseHeader(await readHeaderFile(location), path);
  const annotations = await recordAnnotations(path, annotator, frameRateHz);
  const beats = annotations.flatMap(({ sample, code }) => {
    const beatClass = beatClassOfCode(code, 'aami-literature');
    return beatClass === null ? [] : [{ sample, beatClass: beatClassIndex(beatClass) }];
  });
  return {
    record: location.name,
    // A header may leave its length open; then the last annotation is the end that is known.
    sampleCount: frameCount ?? (annotations.at(-1)?.sample ?? 0) + 1,
    beats: {
      sample: Uint32Array.from(beats, ({ sample }) => sample),
      beatClass: Uint8Array.from(beats, ({ beatClass }) => beatClass),
      sampleRateHz: frameRateHz,
    },
    annotations,
  };
}
