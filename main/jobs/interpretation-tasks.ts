import type { Settings } from '../../app/contract/settings.ts';

/** Tasks of `interpretation.worker.ts`; a task and its result cross the thread as structured clones. */
export type InterpretationTask = ExplainTask | MapTask | WaveformsTask;

interface RecordingTask {
  /** Of the recording. */
  readonly folder: string;
  /** All beats as samples of the recording, ascending. */
  readonly beatSamples: Uint32Array;
  readonly modelFolder: string;
  readonly engine: Settings['engine'];
}

export interface ExplainTask extends RecordingTask {
  readonly kind: 'explain';
  /** Position in `beatSamples`. */
  readonly beat: number;
  /** Index into BEAT_CLASSES; null for the predicted class. */
  readonly target: number | null;
}

export interface MapTask extends RecordingTask {
  readonly kind: 'map';
  readonly beatClass: Uint8Array;
}

export interface WaveformsTask extends RecordingTask {
  readonly kind: 'waveforms';
  readonly beatClass: Uint8Array;
}
