import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogEntry } from '../../../../../app/domain/annotation-log.ts';
import { BEAT_CLASSES } from '../../../../../app/domain/beat-class.ts';
import type { RegionEntry, RegionVerdict } from '../../../../../app/domain/reader-regions.ts';
import { auditTrailView } from '../../../../../main/store/queries/audit-trail.ts';
import { editHistoryView } from '../../../../../main/store/queries/edit-history.ts';
import { editsTable } from '../../../../../main/store/queries/edits.ts';
import { judgementsView } from '../../../../../main/store/queries/judgements.ts';
import type { ReadingKey } from '../../../../../main/store/queries/readings.ts';
import { SCHEMA_VERSION } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from '../migrations/database-at.ts';

const READING = 1 as ReadingKey;

const value = fc.option(
  fc.record({
    sample: fc.integer({ min: 0, max: 30_000_000 }),
    beatClass: fc.constantFrom(...BEAT_CLASSES),
    reader: fc.constantFrom(null, 'Ada', 'Ben', 'Zoë "Z" 心'),
  }),
);
const entry = fc
  .record({
    kind: fc.constantFrom(
      'relabel' as const,
      'delete' as const,
      'insert' as const,
      'move' as const,
    ),
    beatId: fc.integer({ min: 1, max: 110_000 }),
    before: value,
    after: value,
  })
  .filter(({ before, after }) => before !== null || after !== null);

/** Transactions of few entries, kept as rows, and of very many, kept as columns. */
const log = fc.array(
  fc.oneof(
    fc.array(entry, { minLength: 1, maxLength: 4 }),
    fc
      .tuple(fc.array(entry, { minLength: 30, maxLength: 30 }), fc.constantFrom(3, 70))
      .map(([entries, times]) => Array.from({ length: times }, () => entries).flat()),
  ),
  { minLength: 1, maxLength: 5 },
);

it('gives back the log as it was written, whether a transaction is of few or of many beats', () => {
  fc.assert(
    fc.property(log, fc.nat(), (transactions, at) => {
      const database = databaseAt(SCHEMA_VERSION);
      const recordingKey = addRecording(database);
      const edits = editsTable(database);
      const place = { key: READING, recordingKey };
      const ids = transactions.map((entries, index) =>
        edits.append(
          place,
          { kind: 'edit', target: null, entries, regions: [] },
          { reader: 'Ada', at: `at ${index}` },
        ),
      );
      const written = transactions.flat().map((of, index) => ({ ...of, seq: index + 1 }));
      const bare = (entries: readonly LogEntry[]): LogEntry[] =>
        entries.map(({ kind, beatId, before, after }) => ({ kind, beatId, before, after }));

      expect(ids.map((id) => edits.changesOf(id).entries)).toEqual(transactions);
      const through = at % (written.length + 1);
      const part = edits.entriesThrough(READING, through);
      expect(part.map(({ seq }) => seq)).toEqual(written.slice(0, through).map(({ seq }) => seq));
      expect(bare(part)).toEqual(bare(written.slice(0, through)));
      expect(edits.latest(READING, 100).map(({ seq }) => seq)).toEqual(
        written
          .slice(-100)
          .map(({ seq }) => seq)
          .toReversed(),
      );
      const beatId = written[at % written.length]?.beatId ?? 0;
      const ofBeat = written.filter((of) => of.beatId === beatId);
      expect(
        edits
          .ofBeat(place, beatId)
          .map(({ seq, oldClass, newSample }) => [seq, oldClass, newSample]),
      ).toEqual(
        ofBeat.map(({ seq, before, after }) => [
          seq,
          before?.beatClass ?? null,
          after?.sample ?? null,
        ]),
      );
      expect(edits.stepsAfter(READING, 1)).toBe(transactions.length - 1);
      expect(judgementsView(database).through(recordingKey, through)).toMatchObject(
        written.slice(0, through).map(({ seq, kind, after }) => ({
          seq,
          editKind: kind,
          newReader: after?.reader ?? null,
        })),
      );

      const history = editHistoryView(database);
      ids.forEach((id, index) => {
        const step = history.step(id);
        const [commonest] = step?.changes ?? [];
        const like = transactions[index]?.filter(
          ({ kind, before, after }) =>
            kind === commonest?.kind &&
            (before?.beatClass ?? null) === commonest.from &&
            (after?.beatClass ?? null) === commonest.to,
        );
        expect(commonest?.count).toBe(like?.length);
        expect(step?.count).toBe(transactions[index]?.length);
      });

      const trail = auditTrailView(database);
      for (const beatClass of [undefined, 'V' as const]) {
        const scope = { readings: [READING], reader: '', ...(beatClass && { beatClass }) };
        const wanted = written
          .filter(
            ({ before, after }) =>
              beatClass === undefined ||
              before?.beatClass === beatClass ||
              after?.beatClass === beatClass,
          )
          .map(({ seq }) => `edit-${seq}`)
          .toReversed();
        expect(trail.total(scope)).toBe(wanted.length);
        const first = at % (wanted.length + 1);
        expect(trail.page(scope, first, 90).map(({ id }) => id)).toEqual(
          wanted.slice(first, first + 90),
        );
      }
    }),
    { numRuns: 12 },
  );
});

it('tells of marked stretches where they lie, in which lead and as what', () => {
  const database = databaseAt(SCHEMA_VERSION);
  const recordingKey = addRecording(database);
  const edits = editsTable(database);
  const author = { reader: 'Ada', at: 'now' };
  const stretch = (startSample: number, lead: number | null, verdict: RegionVerdict) =>
    ({ startSample, endSample: startSample + 100, lead, verdict, reader: 'Ada' }) as const;
  const append = (regions: readonly RegionEntry[]): number =>
    edits.append(
      { key: READING, recordingKey },
      { kind: 'edit', target: null, entries: [], regions },
      author,
    );
  const marked = append([
    { regionId: 1, before: null, after: stretch(500, 1, 'exclude') },
    { regionId: 2, before: null, after: stretch(200, 1, 'exclude') },
    { regionId: 3, before: null, after: stretch(300, null, 'analyse') },
  ]);
  const cleared = append([{ regionId: 2, before: stretch(200, 1, 'exclude'), after: null }]);

  const change = { kind: 'region', from: null, to: null };
  const history = editHistoryView(database);
  expect(history.step(marked)?.changes).toEqual([
    { ...change, count: 2, startSample: 200, endSample: 600, lead: 1, verdict: 'exclude' },
    { ...change, count: 1, startSample: 300, endSample: 400, lead: null, verdict: 'analyse' },
  ]);
  expect(history.step(cleared)?.changes).toEqual([
    { ...change, count: 1, startSample: 200, endSample: 300, lead: 1, verdict: null },
  ]);
  database.close();
});
