import type { Settings } from '../../app/contract/settings.ts';
import type { Evaluation, TrainingConfig } from '../../app/contract/training.ts';
import type { ComparisonTable } from '../../app/contract/training-governance.ts';

/** The task of `training.worker.ts`. */
export interface TrainingTask {
  readonly modelFolder: string;
  /** Appears when the model is complete; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  /** Of the version of the training set that is learned from. */
  readonly trainingSetVersion: number;
  /** Learned from. */
  readonly recordings: readonly TrainingRecording[];
  /** Locked for comparison: never learned from, judged by both models. */
  readonly locked: readonly TrainingRecording[];
  readonly config: TrainingConfig;
  readonly engine: Settings['engine'];
  readonly resume: boolean;
}

/** A recording's current beats; columns of equal length, ascending by sample. */
export interface TrainingRecording {
  readonly recordingId: string;
  readonly name: string;
  readonly folder: string;
  /** Recordings of one patient have the same; what it is says nothing. */
  readonly patient: string;
  readonly beatSamples: Uint32Array;
  readonly beatClass: Uint8Array;
  /** 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
  /** How much a beat counts: 1, less where readers disagree, 0 where it must not be learned from. */
  readonly weight: Float32Array;
}

export interface TrainingResult {
  readonly holdout: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly tables: readonly ComparisonTable[];
  /** What speaks against the new model, in sentences. */
  readonly warnings: readonly string[];
}
