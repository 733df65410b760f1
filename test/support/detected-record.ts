import path from 'node:path';
import { beatClassOfCode } from '../../app/domain/annotation-codes.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import type { SampleReader } from '../../app/domain/recording.ts';
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import { recordAnnotations } from '../../main/evaluation/record-annotations.ts';
import { openRecordingFolder, writeRecordingFolder } from '../../main/imports/recording-folder.ts';
import { openRecordingSource } from '../../main/imports/recording-source.ts';
import { SHARED_DATA } from './shared-data.ts';

/** A record of the MIT-BIH database as the application finds it, beside its reference. */
export interface DetectedRecord {
  readonly reader: SampleReader & { close(): void };
  readonly folder: string;
  readonly beats: Uint32Array;
  /** Class of each detected beat by the reference (mapping aami-bxb), or null where it has none. */
  readonly reference: readonly (number | null)[];
  /** Reference beats that were not detected. */
  readonly missed: number;
}

/** EC57's window of a match. */
const MATCH_S = 0.15;

/** Stores a record in a new folder, detects its beats and looks up what the reference calls them. */
export async function detectRecord(record: string, folder: string): Promise<DetectedRecord> {
  const file = path.join(SHARED_DATA, 'mitdb', `${record}.hea`);
  const source = await openRecordingSource(file);
  const { sampleRateHz } = source.info;
  const detector = createQrsDetector(source.info);
  await writeRecordingFolder(source, folder, {
    signal: new AbortController().signal,
    onChunk: (chunk) => {
      detector.push(chunk);
    },
    onProgress: () => undefined,
  });
  const beats = detector.finish();
  const annotations = (await recordAnnotations(file, 'atr', sampleRateHz)).flatMap(
    ({ sample, code }) => {
      const beatClass = beatClassOfCode(code, 'aami-bxb');
      return beatClass === null ? [] : [{ sample, beatClass: beatClassIndex(beatClass) }];
    },
  );
  const reference: (number | null)[] = Array.from(beats, () => null);
  let missed = 0;
  for (const { sample, beatClass } of annotations) {
    let nearest = -1;
    let least = MATCH_S * sampleRateHz;
    beats.forEach((beat, index) => {
      const distance = Math.abs(beat - sample);
      if (distance > least || reference[index] !== null) return;
      least = distance;
      nearest = index;
    });
    if (nearest < 0) missed += 1;
    else reference[nearest] = beatClass;
  }
  return { reader: openRecordingFolder(folder), folder, beats, reference, missed };
}
