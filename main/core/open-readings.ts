import { AppError } from '../../app/domain/app-error.ts';
import { emptyHistory, recordInHistory } from '../../app/domain/annotation-log.ts';
import { applyRegionEntries } from '../../app/domain/reader-regions.ts';
import { createReading, setBeatMark } from '../../app/domain/reading.ts';
import type { ReadingKey, StoredReading } from '../store/queries/readings.ts';
import type { Store } from '../store/store.ts';
import { findRecording } from './find-recording.ts';
import type { OpenReading } from './open-reading.ts';
import { readVersion } from './open-version.ts';

const KEPT_OPEN = 4;
/** Versions are only looked at, one after the other. */
const KEPT_VERSIONS = 2;

/**
 * The readings last asked for. This process is the database's only writer, so they stay true as
 * long as whatever writes beats also brings them up to date or forgets them.
 */
export class OpenReadings {
  readonly #store: Store;
  /** By reading; the latest used last. */
  readonly #open = new Map<ReadingKey, OpenReading>();
  /** By key of the signed version; the latest used last. */
  readonly #versions = new Map<number, OpenReading>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * What the present reader has open of this recording: a reading as it stands, or as it was signed.
   * Whatever is shown, computed or printed is of it.
   * @throws AppError not-found, conflict when no beats have been detected yet, database-damaged for
   *   a version that is not what was signed.
   */
  of(recordingId: string): OpenReading {
    const { readings, settings } = this.#store;
    const { reader } = settings.read();
    const version = readings.openVersion(findRecording(this.#store, recordingId).key, reader);
    if (version === null) return this.current(recordingId);
    try {
      return this.#version(recordingId, version);
    } catch (error) {
      // Said once: whoever asks again gets the reading, which a damaged version must not lock away.
      readings.open(openReadingOf(this.#store, recordingId), reader);
      throw error;
    }
  }

  /** The reading as it stands, also while a signed version of it is open: whatever writes is of it. */
  current(recordingId: string): OpenReading {
    return this.read(recordingId, openReadingOf(this.#store, recordingId));
  }

  /** A certain reading of a recording, whoever has it open. */
  read(recordingId: string, identity: StoredReading): OpenReading {
    const { key } = identity;
    let open = this.#open.get(key) ?? this.#load(recordingId, identity);
    if (open.identity.reader !== identity.reader) open = { ...open, identity };
    keepLatest(this.#open, key, open, KEPT_OPEN);
    return open;
  }

  /** All readings of a recording. */
  forget(recordingId: string): void {
    for (const known of [this.#open, this.#versions] as readonly Map<unknown, OpenReading>[]) {
      for (const [key, { recording }] of known) if (recording.id === recordingId) known.delete(key);
    }
  }

  forgetAll(): void {
    this.#open.clear();
    this.#versions.clear();
  }

  /** Recordings with a reading in memory: that of the window is among them. */
  recordingIds(): Set<string> {
    return new Set([...this.#open.values()].map(({ recording }) => recording.id));
  }

  #version(recordingId: string, versionKey: number): OpenReading {
    const open =
      this.#versions.get(versionKey) ??
      readVersion(this.#store, findRecording(this.#store, recordingId), versionKey);
    keepLatest(this.#versions, versionKey, open, KEPT_VERSIONS);
    return open;
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
    const modelId =
      identity.modelId ?? this.#store.currentReadings.read(recording.key)?.modelId ?? null;
    return {
      recording,
      identity,
      signed: null,
      reading,
      history,
      predictions: modelId === null ? null : this.#store.predictions.read(recording.key, modelId),
    };
  }
}

function keepLatest<Key>(
  known: Map<Key, OpenReading>,
  key: Key,
  open: OpenReading,
  count: number,
): void {
  known.delete(key);
  known.set(key, open);
  for (const other of known.keys()) {
    if (known.size <= count) break;
    known.delete(other);
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
