import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import type { UndoHistory } from '../../app/domain/annotation-log.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { SignedContents } from '../store/queries/signed-contents.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';

/** One reading's beats in memory, as the database has them. */
export interface OpenReading {
  readonly recording: StoredRecording;
  /** Which of the recording's readings it is. */
  readonly identity: StoredReading;
  /** The signed version of it that this is, as it was signed; null: the reading as it stands. */
  readonly signed: OpenVersion | null;
  readonly reading: Reading;
  readonly history: UndoHistory;
  /**
   * Of the model whose classes are shown: the one in use, or the one that the reading keeps; null
   * before the first analysis.
   */
  readonly predictions: Predictions | null;
}

/** A version as it was signed, with what it says besides its beats. */
export interface OpenVersion {
  readonly version: SignedVersion;
  readonly contents: SignedContents;
}

/** What the model in use said about a beat; null when it has not seen it. */
export function modelClassOf(predictions: Predictions | null, beatId: number): BeatClass | null {
  const index = predictions?.classes[beatId - 1] ?? NO_MODEL_CLASS;
  return index === NO_MODEL_CLASS ? null : beatClassAt(index);
}
