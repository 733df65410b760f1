import type { ClassMapping } from '../../../app/domain/annotation-codes.ts';
import type { SampleReader } from '../../../app/domain/recording.ts';
import { beatPositions } from '../../../app/signal/beat-groups.ts';
import { CLASSIFIER_RATE_HZ } from '../../../app/signal/conditioned-lead.ts';
import { preparationNamed, type PreparationName } from '../../../app/signal/preparations/index.ts';
import { kachueeLength } from '../../../app/signal/preparations/kachuee.ts';
import { rrContext } from '../../../app/signal/rr-context.ts';
import { joinBeats, takeBeats, type LabelledBeats } from '../labelled-beats.ts';
import { classesOfCodes, prepareBeats, type AnnotatedRecord } from '../training-data.ts';

/** Beats of one recording: all of them are its rhythm, some of them count. */
export interface BeatSource {
  readonly record: string;
  readonly patient: string;
  readonly reader: SampleReader;
  /** All beats, ascending. */
  readonly beatSamples: Uint32Array;
  /** Class of every beat. */
  readonly beatClass: Uint8Array;
  /** Positions in `beatSamples` of the beats that count, ascending. */
  readonly counted: Uint32Array;
}

/** What classifiers are shown of some beats: a preparation, or as little as a control sees. */
export type BeatView = PreparationName | 'length' | 'rhythm';

/** The beats of a record at their reference positions, all counted. */
export function referenceBeats(record: AnnotatedRecord, mapping: ClassMapping): BeatSource {
  return {
    record: record.record,
    patient: record.patient,
    reader: record.reader,
    beatSamples: record.beatSamples,
    beatClass: classesOfCodes(record.codes, mapping),
    counted: Uint32Array.from(record.beatSamples.keys()),
  };
}

/** The same without beats whose Kachuee segment runs past the end: the last one, as a rule. */
export function withoutCutOffBeats(source: BeatSource): BeatSource {
  const { reader, beatSamples } = source;
  const positions = beatPositions(beatSamples, reader.sampleRateHz);
  const end = (reader.sampleCount * CLASSIFIER_RATE_HZ) / reader.sampleRateHz;
  const isWhole = (beat: number): boolean =>
    Math.round(positions[beat] as number) + kachueeLength(positions, beat) <= end;
  return { ...source, counted: source.counted.filter(isWhole) };
}

/** The counted beats of all sources, one source after the other. */
export function viewBeats(sources: readonly BeatSource[], view: BeatView): LabelledBeats {
  return joinBeats(
    sources.map((source) =>
      takeBeats({ ...viewAll(source, view), beatClass: source.beatClass }, source.counted),
    ),
  );
}

function viewAll(
  { reader, beatSamples }: BeatSource,
  view: BeatView,
): Omit<LabelledBeats, 'beatClass'> {
  const positions = beatPositions(beatSamples, reader.sampleRateHz);
  switch (view) {
    case 'length':
      return {
        inputLength: 1,
        windows: Float32Array.from(positions, (_, beat) => kachueeLength(positions, beat)),
      };
    case 'rhythm': {
      const rows = Array.from(positions, (_, beat) => rrContext(positions, beat));
      return { inputLength: rows[0]?.length ?? 0, windows: Float32Array.from(rows.flat()) };
    }
    default:
      return {
        inputLength: preparationNamed(view).inputLength,
        windows: prepareBeats(reader, beatSamples, view),
      };
  }
}

/** Where the counted beats of all sources come from, in the order of `viewBeats`. */
export interface BeatOrigins {
  readonly records: readonly string[];
  readonly patients: readonly string[];
  /** Position in `records` of the record of every beat. */
  readonly recordOf: Uint16Array;
  readonly timeS: Float32Array;
  readonly beatClass: Uint8Array;
}

export function originsOf(sources: readonly BeatSource[]): BeatOrigins {
  const total = sources.reduce((sum, { counted }) => sum + counted.length, 0);
  const recordOf = new Uint16Array(total);
  const timeS = new Float32Array(total);
  const beatClass = new Uint8Array(total);
  let offset = 0;
  for (const [index, source] of sources.entries()) {
    for (const beat of source.counted) {
      recordOf[offset] = index;
      timeS[offset] = (source.beatSamples[beat] as number) / source.reader.sampleRateHz;
      beatClass[offset] = source.beatClass[beat] as number;
      offset += 1;
    }
  }
  return {
    records: sources.map(({ record }) => record),
    patients: sources.map(({ patient }) => patient),
    recordOf,
    timeS,
    beatClass,
  };
}
