import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { emptyHistory, recordInHistory } from '../../app/domain/annotation-log.ts';
import type { UndoHistory } from '../../app/domain/annotation-log.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import { createReading, setBeatMark } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { Store } from '../store/store.ts';
import { findRecording } from './find-recording.ts';

/** One recording's beats in memory, as the database has them. */
export interface OpenReading {
  readonly recording: StoredRecording;
  readonly reading: Reading;
  readonly history: UndoHistory;
  /** Of the model whose classes are shown; null before the first analysis. */
  readonly predictions: Predictions | null;
}

const KEPT_OPEN = 4;

/**
 * The readings last asked for. This process is the database's only writer, so they stay true as
 * long as whatever writes beats also brings them up to date or forgets them.
 */
export class OpenReadings {
  readonly #store: Store;
  /** The latest used last. */
  readonly #open = new Map<string, OpenReading>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws AppError not-found, conflict when no beats have been detected yet. */
  of(recordingId: string): OpenReading {
    const open = this.#open.get(recordingId) ?? this.#load(recordingId);
    this.#open.delete(recordingId);
    this.#open.set(recordingId, open);
    for (const id of this.#open.keys()) {
      if (this.#open.size <= KEPT_OPEN) break;
      this.#open.delete(id);
    }
    return open;
  }

  forget(recordingId: string): void {
    this.#open.delete(recordingId);
  }

  forgetAll(): void {
    this.#open.clear();
  }

  #load(recordingId: string): OpenReading {
    const recording = findRecording(this.#store, recordingId);
    const detected = this.#store.detections.read(recording.key);
    if (detected === null) {
      throw new AppError('conflict', 'The beats of this recording have not been detected yet.', {
        remedy: 'Wait for the import to end, or import the recording again.',
      });
    }
    const reading = createReading(detected, recording.sampleCount);
    for (const [beatId, mark] of this.#store.editedBeats.list(recording.key)) {
      setBeatMark(reading, beatId, mark);
    }
    const history = emptyHistory();
    for (const header of this.#store.edits.headers(recording.key)) recordInHistory(history, header);
    const modelId = this.#store.currentReadings.read(recording.key)?.modelId ?? null;
    return {
      recording,
      reading,
      history,
      predictions: modelId === null ? null : this.#store.predictions.read(recording.key, modelId),
    };
  }
}

/** What the model in use said about a beat; null when it has not seen it. */
export function modelClassOf(predictions: Predictions | null, beatId: number): BeatClass | null {
  const index = predictions?.classes[beatId - 1] ?? NO_MODEL_CLASS;
  return index === NO_MODEL_CLASS ? null : beatClassAt(index);
}
