import { MOST_RECENT } from '../../../app/contract/channels.ts';
import {
  REVIEW_STATES,
  type RecordingSummary,
  type ReviewState,
} from '../../../app/contract/schemas.ts';
import { isBeatClass, type BeatClass } from '../../../app/domain/beat-class.ts';

/** What the table can be ordered by: a beat class orders by its count. */
export type SortKey =
  'name' | 'duration' | 'beats' | 'edited' | 'imported' | 'opened' | 'review' | BeatClass;

export interface SortOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

export function durationS({ sampleCount, sampleRateHz }: RecordingSummary): number {
  return sampleRateHz > 0 ? sampleCount / sampleRateHz : 0;
}

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: RecordingSummary, b: RecordingSummary, key: SortKey): number {
  if (isBeatClass(key)) return a.byClass[key] - b.byClass[key];
  switch (key) {
    case 'name':
      return BY_NAME.compare(a.name, b.name);
    case 'duration':
      return durationS(a) - durationS(b);
    case 'beats':
      return a.beatCount - b.beatCount;
    case 'edited':
      return a.editedBeats - b.editedBeats;
    case 'imported':
      return a.importedAt.localeCompare(b.importedAt);
    case 'opened':
      return (a.openedAt ?? '').localeCompare(b.openedAt ?? '');
    case 'review':
      return REVIEW_STATES.indexOf(a.review) - REVIEW_STATES.indexOf(b.review);
  }
}

/** Ordered copy; equal ones stay in order of name, so that rows never change places by chance. */
export function sortRecordings(
  recordings: readonly RecordingSummary[],
  { key, descending }: SortOrder,
): RecordingSummary[] {
  const sign = descending ? -1 : 1;
  return recordings.toSorted(
    (a, b) => sign * compare(a, b, key) || BY_NAME.compare(a.name, b.name),
  );
}

/** A second click on a heading turns the order round; counts start with the largest. */
export function nextOrder(order: SortOrder, key: SortKey): SortOrder {
  if (order.key === key) return { key, descending: !order.descending };
  return { key, descending: key !== 'name' };
}

/** What was opened last, the latest first; never more than the menu offers. */
export function recentRecordings(recordings: readonly RecordingSummary[]): RecordingSummary[] {
  const opened = recordings.filter(({ openedAt }) => openedAt !== null);
  return sortRecordings(opened, { key: 'opened', descending: true }).slice(0, MOST_RECENT);
}

/** In small letters without accents: "Müller" is found as "muller". */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
}

/** Recordings whose name, patient, tags or source path hold every word of `query`, whatever case and accents. */
export function searchRecordings(
  recordings: readonly RecordingSummary[],
  query: string,
): RecordingSummary[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return recordings.filter(({ name, patient, tags, sourcePath }) => {
    const text = folded([name, patient, ...tags, sourcePath].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Those whose review has come so far; null: all. */
export function inReviewState(
  recordings: readonly RecordingSummary[],
  state: ReviewState | null,
): readonly RecordingSummary[] {
  return state === null ? recordings : recordings.filter(({ review }) => review === state);
}

/** Recordings of one patient, in the order they came in; null: nobody has named the patient. */
export interface PatientGroup {
  readonly patient: string | null;
  readonly recordings: readonly RecordingSummary[];
}

/** Patients by name, those without one last; the order within stays. */
export function groupByPatient(recordings: readonly RecordingSummary[]): PatientGroup[] {
  const patients = [...new Set(recordings.map(({ patient }) => patient))];
  return patients
    .toSorted((a, b) =>
      a === null || b === null ? Number(a === null) - Number(b === null) : BY_NAME.compare(a, b),
    )
    .map((patient) => ({
      patient,
      recordings: recordings.filter((recording) => recording.patient === patient),
    }));
}

/** "paced, teaching" as tags, each once; null where one is too long or they are too many. */
export function parseTags(text: string): string[] | null {
  const tags = [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
  return tags.length > 20 || tags.some((tag) => tag.length > 40) ? null : tags;
}
