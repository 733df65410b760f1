import type { Random } from '../../random.ts';

/** What augmentation may use besides its own random numbers. */
export interface AugmentationOptions {
  /** Largest part by which time is stretched or pressed together; the preparation's own by default. */
  readonly timeWarp?: number | undefined;
}

/** How beats of one preparation might have been recorded otherwise. */
export interface Augmentation {
  /** Writes the beat anew to `output`, of the same length; `window` stays as it is. */
  augment(
    window: Float32Array,
    output: Float32Array,
    random: Random,
    options: AugmentationOptions,
  ): void;
}

/** Largest time warp of Ectopy's recipes. */
export const TIME_WARP = 0.06;
