import type { ReadingWork } from '../../app/contract/library.ts';
import { EMPTY_REPORT_FORM } from '../../app/report/report-form.ts';
import { findRecording } from './find-recording.ts';
import type { ReadingKey } from '../store/queries/readings.ts';
import type { Store } from '../store/store.ts';

/** What readers have put into a recording, of all its readings: it goes when the recording does. */
export function readingWork(store: Store, recordingId: string): ReadingWork {
  const readings = store.readings.ofRecording(findRecording(store, recordingId).key);
  const sum = (count: (key: ReadingKey) => number): number =>
    readings.reduce((total, { key }) => total + count(key), 0);
  const signed = readings.flatMap(({ key }) => store.signedVersions.ofReading(key));
  return {
    signedVersions: signed.length,
    signers: [...new Set(signed.map(({ reader }) => reader))],
    readings: readings.length,
    editedBeats: sum((key) => store.editedBeats.list(key).length),
    bookmarks: sum((key) => store.bookmarks.list(key).length),
    eventWords: sum((key) => store.eventJudgements.dispositions(key).length),
    reportTexts: sum((key) => Number(hasText(store.reportForms.read(key)))),
  };
}

function hasText(form: ReturnType<Store['reportForms']['read']>): boolean {
  if (form === null) return false;
  const patient = Object.entries(EMPTY_REPORT_FORM.patient);
  return (
    form.conclusion !== '' ||
    patient.some(([name, empty]) => form.patient[name as keyof typeof form.patient] !== empty)
  );
}
