import {
  beatClassOfCode,
  NOISE_CODE,
  RHYTHM_CODE,
  VF_END_CODE,
  VF_ONSET_CODE,
  type ClassMapping,
} from '../domain/annotation-codes.ts';
import type { BeatClass } from '../domain/beat-class.ts';
import { isShutdown, type ComparedAnnotation } from './beat-cursor.ts';

/**
 * What an annotation means to the comparison of runs: a beat, the start (`[` `{`) or end (`]` `}`) of
 * ventricular fibrillation or of atrial fibrillation or flutter, the start (`U`) of a stretch that
 * cannot be read; `O` is of no concern.
 */
export type RunLabel = BeatClass | '[' | ']' | '{' | '}' | 'U' | 'O';

/**
 * Gives labels as rxr's `amap` does. It remembers what is going on, so asking for the same annotation
 * twice may give two answers, and rxr relies on that.
 */
export class RunLabels {
  readonly #mapping: ClassMapping;
  #inAtrialFibrillation = false;
  #inVentricularFibrillation = false;
  #unreadable = false;

  constructor(mapping: ClassMapping) {
    this.#mapping = mapping;
  }

  labelOf(annotation: ComparedAnnotation): RunLabel {
    const beatClass = beatClassOfCode(annotation.code, this.#mapping);
    // Every conducted beat within atrial fibrillation is supraventricular ectopy.
    if (beatClass !== null)
      return beatClass === 'N' && this.#inAtrialFibrillation ? 'S' : beatClass;
    switch (annotation.code) {
      case NOISE_CODE:
        return this.#noise(isShutdown(annotation));
      case VF_ONSET_CODE:
        return this.#startVentricular();
      case VF_END_CODE:
        return this.#endVentricular();
      case RHYTHM_CODE:
        return this.#rhythm(annotation.aux ?? '');
      default:
        return 'O';
    }
  }

  #noise(shutdown: boolean): RunLabel {
    const begins = shutdown && !this.#unreadable;
    this.#unreadable = shutdown;
    return begins ? 'U' : 'O';
  }

  #rhythm(rhythm: string): RunLabel {
    if (rhythm === '') return 'O';
    if (rhythm.startsWith('(AF')) {
      if (this.#inAtrialFibrillation) return 'O';
      this.#inAtrialFibrillation = true;
      this.#inVentricularFibrillation = false;
      return '{';
    }
    if (rhythm.startsWith('(VF')) return this.#startVentricular();
    if (!this.#inAtrialFibrillation) return this.#endVentricular();
    this.#inAtrialFibrillation = false;
    return '}';
  }

  #startVentricular(): RunLabel {
    if (this.#inVentricularFibrillation) return 'O';
    this.#inAtrialFibrillation = false;
    this.#inVentricularFibrillation = true;
    return '[';
  }

  #endVentricular(): RunLabel {
    if (!this.#inVentricularFibrillation) return 'O';
    this.#inVentricularFibrillation = false;
    return ']';
  }
}
