import {
  encodeBeatColumns,
  FLAG_EDITED,
  NO_MODEL_CLASS,
} from '../../../app/contract/beat-columns.ts';
import type { BeatState } from '../../../app/contract/schemas.ts';
import type { DemoHolter } from '../../../app/demo/demo-holter.ts';
import { BEAT_CLASSES, beatClassAt, beatClassIndex } from '../../../app/domain/beat-class.ts';
import { createRandom } from '../../../app/random.ts';

/** The truth, read by a model that takes one beat in sixty for something else. */
export function modelReading(holter: DemoHolter): BeatState[] {
  const random = createRandom(7);
  const { sample, beatClass } = holter.truth;
  return Array.from(sample, (at, index): BeatState => {
    const errs = random.uniform() < 1 / 60;
    const label = beatClassAt(errs ? random.integer(BEAT_CLASSES.length) : (beatClass[index] ?? 0));
    return {
      beatId: index + 1,
      sample: at,
      beatClass: label,
      deleted: false,
      edited: false,
      modelClass: label,
      confidence: errs ? 0.4 + 0.2 * random.uniform() : 0.9 + 0.099 * random.uniform(),
    };
  });
}

export function truthReading(holter: DemoHolter): BeatState[] {
  const { sample, beatClass } = holter.truth;
  return Array.from(sample, (at, index) => ({
    beatId: index + 1,
    sample: at,
    beatClass: beatClassAt(beatClass[index] ?? 0),
    deleted: false,
    edited: false,
    modelClass: null,
    confidence: null,
  }));
}

export function encodeReading(beats: readonly BeatState[]): Uint8Array {
  const sorted = beats.toSorted((a, b) => a.sample - b.sample);
  return encodeBeatColumns({
    count: sorted.length,
    beatId: Uint32Array.from(sorted, (beat) => beat.beatId),
    sample: Uint32Array.from(sorted, (beat) => beat.sample),
    beatClass: Uint8Array.from(sorted, (beat) => beatClassIndex(beat.beatClass)),
    modelClass: Uint8Array.from(sorted, ({ modelClass }) =>
      modelClass === null ? NO_MODEL_CLASS : beatClassIndex(modelClass),
    ),
    confidence: Uint8Array.from(sorted, ({ confidence }) =>
      confidence === null ? NO_MODEL_CLASS : Math.round(254 * confidence),
    ),
    flags: Uint8Array.from(sorted, (beat) => (beat.edited ? FLAG_EDITED : 0)),
  });
}
