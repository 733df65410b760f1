import { createHash } from 'node:crypto';
import { regionsAfter } from '../../app/domain/reader-regions.ts';
import type { SignedBeats } from '../../app/evaluation/adjudication.ts';
import { EMPTY_REPORT_FORM } from '../../app/report/report-form.ts';
import type { EventCriteria } from '../../app/rhythm/event-criteria.ts';
import type { SignedContents } from '../store/queries/signed-contents.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import { toBeatColumns } from './beat-table.ts';
import type { OpenReading } from './open-reading.ts';

/** What is signed: the beats, and all else that a report of the reading says or follows from. */

export function beatsToSign({
  reading,
  predictions,
}: Pick<OpenReading, 'reading' | 'predictions'>): SignedBeats {
  const { beatId, sample, beatClass } = toBeatColumns(reading, predictions);
  const judged = Uint8Array.from(beatId, (id) => Number(reading.marks.get(id)?.label != null));
  return { beatId, sample, beatClass, judged };
}

/** Of a version signed before anything but beats was kept. */
export const NOTHING_BESIDES_BEATS: SignedContents = {
  quality: null,
  regions: [],
  events: [],
  bookmarks: [],
  patient: EMPTY_REPORT_FORM.patient,
  conclusion: '',
};

/**
 * What a version says besides its beats. Of versions signed before that was kept, what the logs still
 * tell; the rest is `unknown`.
 */
export function signedContents(
  store: Store,
  { key, readingKey, editsThrough, signedAt }: SignedVersion,
  unknown: SignedContents,
): SignedContents {
  return (
    store.signedContents.read(key) ?? {
      ...unknown,
      regions: regionsAfter(store.regionEdits.through(readingKey, editsThrough)),
      events: store.eventJudgements.dispositions(readingKey, signedAt),
    }
  );
}

/** Parts of the contents as they count: in a fixed order, without numbers and times of saving. */
export type SignedPart = 'quality' | 'regions' | 'events' | 'bookmarks' | 'patient' | 'conclusion';

/** The same contents give the same text of a part, however they came about. */
export function statementOf(contents: SignedContents): Readonly<Record<SignedPart, string>> {
  const regions = contents.regions.map(({ lead, verdict, startSample, endSample, reader }) =>
    JSON.stringify([lead, startSample, endSample, verdict, reader]),
  );
  const events = contents.events
    .filter(({ status, comment }) => status !== 'open' || comment !== '')
    .map(({ kind, lead, startSample, endSample, status, comment, reader }) =>
      JSON.stringify([kind, lead, startSample, endSample, status, comment, reader]),
    );
  const bookmarks = contents.bookmarks.map(({ startSample, durationS, leads, note, reader }) =>
    JSON.stringify([startSample, durationS, leads, note, reader]),
  );
  return {
    quality: JSON.stringify(contents.quality),
    regions: JSON.stringify(regions.toSorted()),
    events: JSON.stringify(events.toSorted()),
    bookmarks: JSON.stringify(bookmarks.toSorted()),
    patient: JSON.stringify(Object.entries(contents.patient).toSorted()),
    conclusion: JSON.stringify(contents.conclusion),
  };
}

/**
 * SHA-256 of what is signed, by the scheme of its time: first the beats, criteria, model and recording;
 * since scheme 2 the contents too. `criteria`: JSON, as stored with the version.
 */
export function hashOf(
  { hashScheme, modelId, criteria }: Pick<SignedVersion, 'hashScheme' | 'modelId' | 'criteria'>,
  beats: SignedBeats,
  recordingId: string,
  contents: SignedContents,
): string {
  const from = { recordingId, modelId, criteria: JSON.parse(criteria) as EventCriteria };
  const head = hashScheme === 1 ? from : { scheme: hashScheme, ...from, ...statementOf(contents) };
  const hash = createHash('sha256').update(`${JSON.stringify(head)}\n`);
  for (const column of [beats.beatId, beats.sample, beats.beatClass, beats.judged]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}
