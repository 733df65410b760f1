export interface RhythmFormSpec {
  readonly kind: 'rhythm-form';
  /** Units of the hidden layers of each expert, first to last. */
  readonly hidden: readonly number[];
  /** Part of a beat's numbers that training hides, each as a whole. */
  readonly inputDropout: number;
  readonly dropout: number;
  /** N, S, and others, in this order. */
  readonly classes: number;
}

/** Chosen by patient-grouped cross-validation on DS1 and SVDB. */
export const RHYTHM_FORM: RhythmFormSpec = {
  kind: 'rhythm-form',
  hidden: [64, 32],
  inputDropout: 0.3,
  dropout: 0.3,
  classes: 5,
};
