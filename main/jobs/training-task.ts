import type { Evaluation, Settings, TrainingConfig } from '../../app/contract/schemas.ts';

/** The task of `training.worker.ts`. */
export interface TrainingTask {
  readonly modelFolder: string;
  /** Appears when the model is complete; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  readonly recordings: readonly TrainingRecording[];
  readonly config: TrainingConfig;
  readonly engine: Settings['engine'];
  readonly resume: boolean;
}

/** A recording's current beats; columns of equal length, ascending by sample. */
export interface TrainingRecording {
  readonly recordingId: string;
  readonly name: string;
  readonly folder: string;
  readonly beatSamples: Uint32Array;
  readonly beatClass: Uint8Array;
  /** 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
}

export interface TrainingResult {
  readonly holdout: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
}
