import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEntries,
  planEdits,
  planUndo,
  type LogEntry,
} from '../../../../app/domain/annotation-log.ts';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import { beatPlaces, createReading } from '../../../../app/domain/reading.ts';
import { lightwaveLog } from '../../../../app/formats/lightwave-log.ts';

const HEAD = { record: '208', annotator: 'ect', sampleRateHz: 360 };

function plan(reading: ReturnType<typeof createReading>, edits: Parameters<typeof planEdits>[1]) {
  const entries = planEdits(reading, edits, { reader: 'Ada', modelClassOf: () => 'N' });
  applyEntries(reading, entries);
  return entries;
}

/** What patchann does: a deletion applies on an exact match alone. */
function patch(annotations: Set<string>, log: string): Set<string> {
  const [, , ...lines] = log.split('\r\n');
  for (const line of lines.filter((text) => text !== '')) {
    if (!line.startsWith('-')) annotations.add(line);
    else expect(annotations.delete(line.slice(1)), line).toBe(true);
  }
  return annotations;
}

describe('lightwaveLog', () => {
  it('is, byte for byte, what LightWAVE would have written', () => {
    const reading = createReading(Uint32Array.of(100, 400, 700, 1000), 2000);
    const entries = [
      ...plan(reading, [
        { kind: 'relabel', beatId: 1, beatClass: 'V' },
        { kind: 'relabel', beatId: 2, beatClass: 'N' },
      ]),
      ...plan(reading, [{ kind: 'insert', sample: 1300, beatClass: 'S' }]),
      ...plan(reading, [{ kind: 'move', beatId: 3, sample: 712 }]),
      ...plan(reading, [{ kind: 'delete', beatId: 4 }]),
    ];
    expect([...lightwaveLog(HEAD, entries)].join('')).toBe(
      [
        '[LWEditLog-1.0] Record 208, annotator ect (360 samples/second)',
        '',
        '-100,N',
        '100,V',
        '1300,S',
        '-700,N',
        '712,N',
        '-1000,N',
        '',
      ].join('\r\n'),
    );
  });

  it('turns the model’s annotations into the reading, undone edits included', () => {
    const step = fc.record({
      beatId: fc.integer({ min: 1, max: 20 }),
      beatClass: fc.constantFrom(...BEAT_CLASSES),
      undo: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const detected = Uint32Array.from({ length: 20 }, (_, index) => 100 * (index + 1));
        const reading = createReading(detected, 3000);
        const log: LogEntry[] = [];
        for (const { beatId, beatClass, undo } of steps) {
          const entries = plan(reading, [{ kind: 'relabel', beatId, beatClass }]);
          log.push(...entries);
          if (!undo) continue;
          const back = planUndo(entries, () => 'N');
          applyEntries(reading, back);
          log.push(...back);
        }
        const original = new Set(Array.from(detected, (sample) => `${sample},N`));
        const places = beatPlaces(reading);
        const shown = Array.from(places.beatId, (id, index) => {
          const label = reading.marks.get(id)?.label?.beatClass ?? 'N';
          return `${places.sample[index] ?? 0},${label}`;
        });
        const patched = patch(original, [...lightwaveLog(HEAD, log)].join(''));
        expect(patched).toEqual(new Set(shown));
      }),
    );
  });
});
