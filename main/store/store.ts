import { mkdirSync } from 'node:fs';
import { AppError } from '../../app/domain/app-error.ts';
import { describeStoreError } from './errors.ts';
import { lockLibrary } from './lock.ts';
import { databaseFile, forgetBackups, openDatabase } from './open.ts';
import { auditTrailView } from './queries/audit-trail.ts';
import { bookmarksTable } from './queries/bookmarks.ts';
import { currentReadingsTable } from './queries/current-readings.ts';
import { detectionsTable } from './queries/detections.ts';
import { editedBeatsTable } from './queries/edited-beats.ts';
import { editHistoryView } from './queries/edit-history.ts';
import { editsTable } from './queries/edits.ts';
import { eventCriteriaTable } from './queries/event-criteria.ts';
import { eventJudgementsTable } from './queries/event-judgements.ts';
import { findingsTable } from './queries/findings.ts';
import { groupEditsTable } from './queries/group-edits.ts';
import { groupingsTable } from './queries/groupings.ts';
import { leadsTable } from './queries/leads.ts';
import { modelsTable } from './queries/models.ts';
import { judgementsView } from './queries/judgements.ts';
import { predictionsTable } from './queries/predictions.ts';
import { promotionsTable } from './queries/promotions.ts';
import { protocolRunsTable } from './queries/protocol-runs.ts';
import { readingChangesView } from './queries/reading-changes.ts';
import { readingsTable } from './queries/readings.ts';
import { recordingRolesTable } from './queries/recording-roles.ts';
import { recordingTagsTable } from './queries/recording-tags.ts';
import { recordingsTable } from './queries/recordings.ts';
import { referenceReadingsTable } from './queries/reference-readings.ts';
import { regionEditsTable } from './queries/region-edits.ts';
import { removedNames } from './queries/removed-names.ts';
import { reportFormsTable } from './queries/report-forms.ts';
import { settingsTable } from './queries/settings.ts';
import { settlementsTable } from './queries/settlements.ts';
import { signalQualityTable } from './queries/signal-quality.ts';
import { signedContentsTable } from './queries/signed-contents.ts';
import { signedVersionsTable } from './queries/signed-versions.ts';
import { trainingRunsTable } from './queries/training-runs.ts';
import { trainingSetsTable } from './queries/training-sets.ts';
import { viewStatesTable } from './queries/view-states.ts';

export type Store = ReturnType<typeof openStore>;

/**
 * Opens a library's database for this process alone. Its tables are reached through named
 * queries only.
 * @throws AppError library-locked, database-newer, database-damaged, disk-full, forbidden
 */
export function openStore(libraryFolder: string) {
  makeFolder(libraryFolder);
  const lock = lockLibrary(libraryFolder);
  try {
    const database = openDatabase(libraryFolder);
    const file = databaseFile(libraryFolder);
    return {
      recordings: recordingsTable(database),
      leads: leadsTable(database),
      findings: findingsTable(database),
      detections: detectionsTable(database),
      predictions: predictionsTable(database),
      currentReadings: currentReadingsTable(database),
      readings: readingsTable(database),
      signedVersions: signedVersionsTable(database),
      signedContents: signedContentsTable(database),
      settlements: settlementsTable(database),
      auditTrail: auditTrailView(database),
      readingChanges: readingChangesView(database),
      edits: editsTable(database),
      editHistory: editHistoryView(database),
      bookmarks: bookmarksTable(database),
      regionEdits: regionEditsTable(database),
      signalQuality: signalQualityTable(database),
      groupings: groupingsTable(database),
      groupEdits: groupEditsTable(database),
      judgements: judgementsView(database),
      editedBeats: editedBeatsTable(database),
      referenceReadings: referenceReadingsTable(database),
      models: modelsTable(database),
      promotions: promotionsTable(database),
      removedNames: removedNames(database),
      trainingRuns: trainingRunsTable(database),
      trainingSets: trainingSetsTable(database),
      recordingTags: recordingTagsTable(database),
      recordingRoles: recordingRolesTable(database),
      protocolRuns: protocolRunsTable(database),
      eventCriteria: eventCriteriaTable(database),
      eventJudgements: eventJudgementsTable(database),
      reportForms: reportFormsTable(database),
      settings: settingsTable(database),
      viewStates: viewStatesTable(database),
      /** All of the work or none of it; durable once this returns. */
      transaction: <T>(work: () => T): T => database.transaction(work).immediate(),
      /** After a removal: nothing of it is left in the write-ahead log, or in a copy from before a migration. */
      forgetRemoved(): void {
        database.pragma('wal_checkpoint(TRUNCATE)');
        forgetBackups(libraryFolder);
      },
      /** Errors of SQLite in the reader's words; others as they are. */
      describeError: (error: unknown): unknown => describeStoreError(error, file),
      close(): void {
        try {
          database.pragma('optimize');
          database.pragma('wal_checkpoint(TRUNCATE)');
        } catch (error) {
          // Only tidying up, which a full disk may not allow: all is durable without it.
          if (!(describeStoreError(error, file) instanceof AppError)) throw error;
        } finally {
          database.close();
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeFolder(libraryFolder: string): void {
  try {
    mkdirSync(libraryFolder, { recursive: true });
  } catch (error) {
    throw new AppError('forbidden', 'The library folder cannot be made or written.', {
      file: libraryFolder,
      remedy: 'Choose a folder that you may write to, or ask for the right to write to this one.',
      cause: error,
    });
  }
}
