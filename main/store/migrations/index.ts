import { recordingsMigration } from './0010-recordings.ts';
import { modelsMigration } from './0020-models.ts';
import { beatsMigration } from './0030-beats.ts';
import { editsMigration } from './0040-edits.ts';
import { referencesMigration } from './0050-references.ts';
import { trainingMigration } from './0060-training.ts';
import { settingsMigration } from './0070-settings.ts';
import { protocolRunsMigration } from './0080-protocol-runs.ts';
import { trainingGovernanceMigration } from './0085-training-governance.ts';
import { readingsMigration } from './0120-readings.ts';
import { signalQualityMigration } from './0090-signal-quality.ts';
import { groupsMigration } from './0100-groups.ts';
import { eventsMigration } from './0110-events.ts';
import { bookmarksMigration } from './0130-bookmarks.ts';
import { reportFormsMigration } from './0140-report-forms.ts';
import { recordingTagsMigration } from './0150-recording-tags.ts';
import { removedJudgementsMigration } from './0160-removed-judgements.ts';
import { groupingsOfReadingsMigration } from './0170-groupings-of-readings.ts';
import { signedContentsMigration } from './0180-signed-contents.ts';
import { modelsOfBlindedReadingsMigration } from './0181-models-of-blinded-readings.ts';
import { bulkEditsMigration } from './0190-bulk-edits.ts';
import { removedNamesMigration } from './0191-removed-names.ts';
import type { Migration } from './migration.ts';

/** All steps, ascending. */
export const MIGRATIONS: readonly Migration[] = [
  recordingsMigration,
  modelsMigration,
  beatsMigration,
  editsMigration,
  referencesMigration,
  trainingMigration,
  settingsMigration,
  protocolRunsMigration,
  trainingGovernanceMigration,
  signalQualityMigration,
  groupsMigration,
  eventsMigration,
  readingsMigration,
  bookmarksMigration,
  reportFormsMigration,
  recordingTagsMigration,
  removedJudgementsMigration,
  groupingsOfReadingsMigration,
  signedContentsMigration,
  modelsOfBlindedReadingsMigration,
  bulkEditsMigration,
  removedNamesMigration,
];
