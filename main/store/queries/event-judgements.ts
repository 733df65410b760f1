import type { Database } from 'better-sqlite3';
import type {
  DispositionStatus,
  EventDisposition,
} from '../../../app/rhythm/event-dispositions.ts';
import type { RhythmEventKind } from '../../../app/rhythm/rhythm-event.ts';
import type { ReadingKey } from './readings.ts';

const COLUMNS = `coalesce(first_judgement, judgement_key) AS id, kind, start_sample AS startSample,
  end_sample AS endSample, lead_index AS lead, status, comment, reader, at`;

type Values = [
  reading: ReadingKey,
  first: number | null,
  kind: RhythmEventKind,
  startSample: number,
  endSample: number,
  lead: number | null,
  status: DispositionStatus,
  comment: string,
  reader: string,
  at: string,
];

/** What readers said of events, append-only until the recording goes; the last word is a disposition. */
export function eventJudgementsTable(database: Database) {
  const insert = database.prepare<Values, EventDisposition>(
    `INSERT INTO event_judgements (reading_key, first_judgement, kind, start_sample, end_sample,
       lead_index, status, comment, reader, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
  );
  const dispositions = database.prepare<[ReadingKey, string | null], EventDisposition>(
    `SELECT ${COLUMNS} FROM event_judgements WHERE judgement_key IN (
       SELECT max(judgement_key) FROM event_judgements WHERE reading_key = ? AND at <= coalesce(?, at)
       GROUP BY coalesce(first_judgement, judgement_key)
     ) ORDER BY start_sample`,
  );
  const forget = database.prepare<[number]>(
    `DELETE FROM event_judgements WHERE reading_key IN
       (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );

  return {
    /** `dispositionId`: of what was said before of the same event, or null. */
    append(
      reading: ReadingKey,
      dispositionId: number | null,
      judgement: Omit<EventDisposition, 'id'>,
    ): EventDisposition {
      const { kind, startSample, endSample, lead, status, comment, reader, at } = judgement;
      const [written] = insert.all(
        reading,
        dispositionId,
        kind,
        startSample,
        endSample,
        lead,
        status,
        comment,
        reader,
        at,
      );
      if (written === undefined) throw new Error('The judgement was not written');
      return written;
    },
    /** The last word on every event, up to a time if one is given; in order of time. */
    dispositions: (reading: ReadingKey, through: string | null = null): EventDisposition[] =>
      dispositions.all(reading, through),
    /** All that was ever said in a recording that is being removed: comments go with it. */
    forget(recordingKey: number): void {
      forget.run(recordingKey);
    },
  };
}
