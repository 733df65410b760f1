import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { emptyHistory, recordInHistory } from '../../app/domain/annotation-log.ts';
import type { UndoHistory } from '../../app/domain/annotation-log.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import { applyRegionEntries } from '../../app/domain/reader-regions.ts';
import { createReading, setBeatMark } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import type { ReadingKey, StoredReading } from '../store/queries/readings.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { Store } from '../store/store.ts';
import { findRecording } from './find-recording.ts';

/** One reading's beats in memory, as the database has them. */
export interface OpenReading {
  readonly recording: StoredRecording;
  /** Which of the recording's readings it is. */
  readonly identity: StoredReading;
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
  /** By reading; the latest used last. */
  readonly #open = new Map<ReadingKey, OpenReading>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The reading of this recording that the present reader has open.
   * @throws AppError not-found, conflict when no beats have been detected yet.
   */
  of(recordingId: string): OpenReading {
    return this.read(recordingId, openReadingOf(this.#store, recordingId));
  }

  /** A certain reading of a recording, whoever has it open. */
  read(recordingId: string, identity: StoredReading): OpenReading {
    const { key } = identity;
    let open = this.#open.get(key) ?? this.#load(recordingId, identity);
    if (open.identity.reader !== identity.reader) open = { ...open, identity };
    this.#open.delete(key);
    this.#open.set(key, open);
    for (const other of this.#open.keys()) {
      if (this.#open.size <= KEPT_OPEN) break;
      this.#open.delete(other);
    }
    return open;
  }

  /** All readings of a recording. */
  forget(recordingId: string): void {
    for (const [key, { recording }] of this.#open) {
      if (recording.id === recordingId) this.#open.delete(key);
    }
  }

  forgetAll(): void {
    this.#open.clear();
  }

  #load(recordingId: string, identity: StoredReading): OpenReading {
    const recording = findRecording(this.#store, recordingId);
    const detected = this.#store.detections.read(recording.key);
    if (detected === null) {
      throw new AppError('conflict', 'The beats of this recording have not been detected yet.', {
        remedy: 'Wait for the import to end, or import the recording again.',
      });
    }
    const reading = createReading(detected, recording.sampleCount);
    for (const [beatId, mark] of this.#store.editedBeats.list(identity.key)) {
      setBeatMark(reading, beatId, mark);
    }
    const regions = this.#store.regionEdits.through(identity.key, this.#store.edits.lastSeq());
    applyRegionEntries(reading, regions);
    const history = emptyHistory();
    for (const header of this.#store.edits.headers(identity.key)) recordInHistory(history, header);
    const modelId = this.#store.currentReadings.read(recording.key)?.modelId ?? null;
    return {
      recording,
      identity,
      reading,
      history,
      predictions: modelId === null ? null : this.#store.predictions.read(recording.key, modelId),
    };
  }
}

/**
 * Which reading of a recording the present reader has open.
 * @throws AppError not-found
 */
export function openReadingOf(store: Store, recordingId: string): StoredReading {
  const { key } = findRecording(store, recordingId);
  return store.readings.openedBy(key, store.settings.read().reader);
}

/** What the model in use said about a beat; null when it has not seen it. */
export function modelClassOf(predictions: Predictions | null, beatId: number): BeatClass | null {
  const index = predictions?.classes[beatId - 1] ?? NO_MODEL_CLASS;
  return index === NO_MODEL_CLASS ? null : beatClassAt(index);
}
