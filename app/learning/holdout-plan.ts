/** Part of a single recording's corrected beats, from its start on, that is learned from. */
const LEARNED_PART = 0.7;
/** Fewer corrected beats than this cannot be divided. */
const FEWEST_TO_DIVIDE = 10;
const MOST_FOLDS = 4;

/** A judged beat: which recording it is of, and where. */
export interface JudgedBeat {
  /** Position of its recording in the list of recordings. */
  readonly recording: number;
  readonly sample: number;
  readonly corrected: boolean;
}

export interface HoldoutRecording {
  readonly name: string;
  readonly sampleRateHz: number;
}

export interface HoldoutPlan {
  /** For every fold, the positions of the beats held out; the fold learns from all others. */
  readonly folds: readonly Uint32Array[];
  /** How the beats were held out, in words, for the reader of the before/after table. */
  readonly description: string;
}

/**
 * Decides which judged beats are kept back to compare the model before and after. With two or more
 * corrected recordings whole recordings are held out in turn; with one only its later part can be.
 */
export function planHoldout(
  beats: readonly JudgedBeat[],
  recordings: readonly HoldoutRecording[],
): HoldoutPlan {
  const withCorrections = recordings.flatMap((recording, index) =>
    beats.some((beat) => beat.corrected && beat.recording === index) ? [{ recording, index }] : [],
  );
  const correctedCount = beats.filter((beat) => beat.corrected).length;
  if (withCorrections.length >= 2) {
    const folds = Math.min(MOST_FOLDS, withCorrections.length);
    const foldOf = new Map(withCorrections.map(({ index }, order) => [index, order % folds]));
    const names = withCorrections.map(({ recording }) => recording.name).join(', ');
    return {
      folds: Array.from({ length: folds }, (_, fold) =>
        positionsWhere(beats, (beat) => foldOf.get(beat.recording) === fold),
      ),
      description: `Held out by recording: ${names}, each judged by a model that had not learned from it. ${composition(beats, correctedCount)}`,
    };
  }
  const single = withCorrections[0];
  if (single === undefined || correctedCount < FEWEST_TO_DIVIDE) {
    return {
      folds: [],
      description: `Nothing held out: ${correctedCount} corrected beats are too few to divide. The table shows the beats that were learned from. ${composition(beats, correctedCount)}`,
    };
  }
  const samples = beats.filter((beat) => beat.corrected).map((beat) => beat.sample);
  samples.sort((a, b) => a - b);
  const cut = samples[Math.floor(LEARNED_PART * samples.length)] as number;
  const held = positionsWhere(beats, (beat) => beat.sample >= cut);
  const heldBeats = Array.from(held, (position) => beats[position] as JudgedBeat);
  return {
    folds: [held],
    description: `Held out by time: ${single.recording.name} from ${clockOf(cut / single.recording.sampleRateHz)} on, judged by a model that had learned from the part before. A single recording cannot be held out as a whole, so this says nothing about other recordings. ${composition(heldBeats, heldBeats.filter((beat) => beat.corrected).length)}`,
  };
}

function positionsWhere(
  beats: readonly JudgedBeat[],
  belongs: (beat: JudgedBeat) => boolean,
): Uint32Array {
  return Uint32Array.from(beats.flatMap((beat, position) => (belongs(beat) ? [position] : [])));
}

function composition(beats: readonly JudgedBeat[], corrected: number): string {
  return `${corrected} corrected beats and ${beats.length - corrected} that the reader left as they were within 20 s of one.`;
}

function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(whole / 3600))}:${part(Math.floor(whole / 60) % 60)}:${part(whole % 60)}`;
}
