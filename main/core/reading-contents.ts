import type { Bookmark } from '../../app/contract/editing.ts';
import { QUALITY_CRITERIA } from '../../app/quality/lead-quality.ts';
import { EMPTY_REPORT_FORM, type ReportForm } from '../../app/report/report-form.ts';
import type { EventDisposition } from '../../app/rhythm/event-dispositions.ts';
import type { SignedContents } from '../store/queries/signed-contents.ts';
import type { Store } from '../store/store.ts';
import { analysedTimeOf } from './analysed-time.ts';
import type { OpenReading } from './open-reading.ts';

/** What a reading says besides its beats, as it stands or as it was signed. */

/** Strips for the report, in the order of their times. */
export function bookmarksOf(store: Store, { identity, signed }: OpenReading): Bookmark[] {
  return signed?.contents.bookmarks ?? store.bookmarks.list(identity.key);
}

/** The last word on every event, in order of time. */
export function dispositionsOf(
  store: Store,
  { identity, signed }: OpenReading,
): EventDisposition[] {
  return signed?.contents.events ?? store.eventJudgements.dispositions(identity.key);
}

/** How the report is printed follows the present choice, what it says the reading. */
export function reportFormOf(store: Store, { identity, signed }: OpenReading): ReportForm {
  const form = store.reportForms.read(identity.key) ?? EMPTY_REPORT_FORM;
  if (signed === null) return form;
  const { patient, conclusion } = signed.contents;
  return { ...form, patient, conclusion };
}

/** All of it, to be signed or compared with what was. */
export function contentsOf(store: Store, open: OpenReading): SignedContents {
  const { patient, conclusion } = reportFormOf(store, open);
  return {
    quality: analysedTimeOf(store, open.recording, open.reading).assessed ? QUALITY_CRITERIA : null,
    regions: [...open.reading.regions.values()],
    events: dispositionsOf(store, open),
    bookmarks: bookmarksOf(store, open),
    patient: { ...patient },
    conclusion,
  };
}
