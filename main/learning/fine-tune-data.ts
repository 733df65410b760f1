import type { SampleReader } from '../../app/domain/recording.ts';
import { correctionSet } from '../../app/learning/correction-set.ts';
import type { JudgedBeat } from '../../app/learning/holdout-plan.ts';
import { chooseLead } from '../../app/learning/lead-choice.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import { openBeatCutter, preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts'; // prettier-ignore
import type { LabelledBeats } from './labelled-beats.ts';

/** A recording with its current beats, some of them labelled by a reader. */
export interface CorrectedRecording {
  readonly recordingId: string;
  readonly name: string;
  readonly reader: SampleReader;
  /** All current beats, ascending. */
  readonly beatSamples: Uint32Array;
  readonly beatClass: Uint8Array;
  /** 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
}

/** The beats that readers have judged, prepared, with where they come from. */
export interface JudgedBeats extends LabelledBeats {
  readonly origin: readonly JudgedBeat[];
}

/** Collects the judged beats of all recordings; only the groups that hold some are read. */
export function prepareJudgedBeats(
  recordings: readonly CorrectedRecording[],
  preparation: PreparationName,
  preferredLeads: readonly string[],
): JudgedBeats {
  const { inputLength } = preparationNamed(preparation);
  const origin: JudgedBeat[] = [];
  const classes: number[] = [];
  const windows: Float32Array[] = [];
  recordings.forEach((recording, index) => {
    const { reader, beatSamples, beatClass, corrected } = recording;
    const set = correctionSet({ ...recording, sampleRateHz: reader.sampleRateHz });
    if (set.corrected.length === 0) return;
    const wanted = new Set([...set.corrected, ...set.seen]);
    const lead = chooseLead(reader, beatSamples, preferredLeads);
    const cutter = openBeatCutter(preparation, reader, [lead], beatSamples);
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
  return { inputLength, origin, windows: joined, beatClass: Uint8Array.from(classes) };
}
