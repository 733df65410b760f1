/** Part of a single patient's corrected beats, from the start on, that is learned from. */
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
  /** Recordings of one patient have the same. */
  readonly patient: string;
  readonly sampleRateHz: number;
}

export interface HoldoutPlan {
  /** Whether held-out beats are of patients not learned from, later ones of one patient, or none. */
  readonly kind: 'other-patients' | 'later-time' | 'none';
  /** For every fold, the positions of the beats held out; the fold learns from all others. */
  readonly folds: readonly Uint32Array[];
  /**
   * How the beats were held out, in words, for the reader of the before/after table. Without names of
   * recordings: it stands on the model's card, which may travel.
   */
  readonly description: string;
}

/**
 * Decides which judged beats are kept back to compare the model before and after. With two or more
 * corrected patients whole patients are held out in turn; with one only what comes later can be.
 */
export function planHoldout(
  beats: readonly JudgedBeat[],
  recordings: readonly HoldoutRecording[],
): HoldoutPlan {
  const correctedCount = beats.filter((beat) => beat.corrected).length;
  const corrected = new Set(
    beats.filter((beat) => beat.corrected).map(({ recording }) => recording),
  );
  const used = recordings.filter((_, index) => corrected.has(index));
  const patients = [...new Set(used.map(({ patient }) => patient))];
  if (patients.length >= 2) {
    const folds = Math.min(MOST_FOLDS, patients.length);
    const foldOf = new Map(patients.map((patient, order) => [patient, order % folds]));
    return {
      kind: 'other-patients',
      folds: Array.from({ length: folds }, (_, fold) =>
        positionsWhere(
          beats,
          ({ recording }) => foldOf.get(recordings[recording]?.patient ?? '') === fold,
        ),
      ),
      description: `Held out by patient (${patients.length}), each judged by a model that had not learned from its patient. ${composition(beats, correctedCount)}`,
    };
  }
  if (correctedCount < FEWEST_TO_DIVIDE) {
    return {
      kind: 'none',
      folds: [],
      description: `Nothing held out: ${correctedCount} corrected beats are too few to divide. The table shows the beats that were learned from. ${composition(beats, correctedCount)}`,
    };
  }
  const inTime = beats.filter((beat) => beat.corrected).toSorted(byTime);
  const cut = inTime[Math.floor(LEARNED_PART * inTime.length)] as JudgedBeat;
  const held = positionsWhere(beats, (beat) => byTime(beat, cut) >= 0);
  const heldBeats = Array.from(held, (position) => beats[position] as JudgedBeat);
  const recording = recordings[cut.recording] as HoldoutRecording;
  const from = clockOf(cut.sample / recording.sampleRateHz);
  const which =
    used.length === 1 ? '' : ` of recording ${used.indexOf(recording) + 1} of ${used.length}`;
  return {
    kind: 'later-time',
    folds: [held],
    description: `Held out by time: from ${from}${which} on, judged by a model that had learned from the part before. A single patient cannot be held out as a whole, so this says nothing about other patients. ${composition(heldBeats, heldBeats.filter((beat) => beat.corrected).length)}`,
  };
}

/** Recordings in their order, and beats in theirs. */
function byTime(a: JudgedBeat, b: JudgedBeat): number {
  return a.recording - b.recording || a.sample - b.sample;
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
