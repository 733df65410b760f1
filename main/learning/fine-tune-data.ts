import type { SampleReader } from '../../app/domain/recording.ts';
import { correctionSet } from '../../app/learning/correction-set.ts';
import type { JudgedBeat } from '../../app/learning/holdout-plan.ts';
import { chooseLeads } from '../../app/learning/lead-choice.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import { openBeatCutter, preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts'; // prettier-ignore
import type { LabelledBeats } from './labelled-beats.ts';

/** A recording with its current beats, some of them labelled by a reader. */
export interface CorrectedRecording {
  readonly recordingId: string;
  readonly name: string;
  /** Recordings of one patient have the same. */
  readonly patient: string;
  readonly reader: SampleReader;
  /** All current beats, ascending. */
  readonly beatSamples: Uint32Array;
  readonly beatClass: Uint8Array;
  /** 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
  /** How much a beat counts: 1, less where readers disagree, 0 where it must not be learned from. */
  readonly weight: Float32Array;
}

/** The beats that readers have judged, prepared, with where they come from. */
export interface JudgedBeats extends LabelledBeats {
  readonly origin: readonly JudgedBeat[];
  readonly weight: Float32Array;
}

/**
 * Collects the beats of all recordings that readers have judged, or others that `choose` names (by
 * their positions, ascending); only the groups that hold some are read.
 */
export function prepareJudgedBeats(
  recordings: readonly CorrectedRecording[],
  preparation: PreparationName,
  preferredLeads: readonly string[],
  choose: (recording: CorrectedRecording) => Iterable<number> = learnableBeats,
): JudgedBeats {
  const { inputLength, leadCount } = preparationNamed(preparation);
  const origin: JudgedBeat[] = [];
  const classes: number[] = [];
  const weights: number[] = [];
  const windows: Float32Array[] = [];
  recordings.forEach((recording, index) => {
    const { reader, beatSamples, beatClass, corrected, weight } = recording;
    const wanted = new Set(choose(recording));
    if (wanted.size === 0) return;
    const leads = chooseLeads(reader, beatSamples, preferredLeads, leadCount);
    const cutter = openBeatCutter(preparation, reader, leads, beatSamples);
    for (const group of beatGroups(beatSamples.length)) {
      const inGroup: number[] = [];
      for (let beat = group.first; beat < group.end; beat += 1) {
        if (wanted.has(beat)) inGroup.push(beat);
      }
      if (inGroup.length === 0) continue;
      const cut = cutter.cut(group);
      for (const beat of inGroup) {
        const start = (beat - group.first) * inputLength;
        windows.push(cut.slice(start, start + inputLength));
        classes.push(beatClass[beat] as number);
        weights.push(weight[beat] as number);
        origin.push({
          recording: index,
          sample: beatSamples[beat] as number,
          corrected: corrected[beat] === 1,
        });
      }
    }
  });
  const joined = new Float32Array(windows.length * inputLength);
  windows.forEach((window, position) => {
    joined.set(window, position * inputLength);
  });
  return {
    inputLength,
    origin,
    windows: joined,
    beatClass: Uint8Array.from(classes),
    weight: Float32Array.from(weights),
  };
}

/** Corrected beats, and those left alone near one; none of a recording without corrections. */
function learnableBeats(recording: CorrectedRecording): number[] {
  const { sampleRateHz } = recording.reader;
  const { corrected, seen } = correctionSet({ ...recording, sampleRateHz });
  return corrected.length === 0 ? [] : [...corrected, ...seen];
}
