import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import {
  openRecordingFolder,
  writeRecordingFolder,
} from '../../../../main/imports/recording-folder.ts';
import { decodeSampleWindow, encodeSampleWindow } from '../../../../app/contract/samples.ts';
import { traceLead, type Pen } from '../../../../renderer/plot/trace-path.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, recordingInfo } from '../../../support/wfdb-record.ts';

/**
 * From the file to the pen: whatever window is asked for at whatever zoom, the trace that is drawn
 * reaches every sample that lies under a column, in that column or the one beside it.
 */

const SAMPLE_COUNT = 60_000;

/** Lines of a trace, one count to a unit of height, drawn into columns of one pixel. */
class ColumnPen implements Pen {
  readonly low: Float64Array;
  readonly high: Float64Array;
  #x = 0;
  #y = 0;

  constructor(columns: number) {
    this.low = new Float64Array(columns).fill(Infinity);
    this.high = new Float64Array(columns).fill(-Infinity);
  }

  moveTo(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#reach(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#reach(x, y);
    for (let column = Math.ceil(this.#x); column < x; column += 1) {
      const share = (column - this.#x) / (x - this.#x);
      this.#reach(column, this.#y + share * (y - this.#y));
    }
    this.#x = x;
    this.#y = y;
  }

  #reach(x: number, y: number): void {
    const column = Math.floor(x);
    if (column < 0 || column >= this.low.length) return;
    this.low[column] = Math.min(this.low[column] ?? Infinity, 0 - y);
    this.high[column] = Math.max(this.high[column] ?? -Infinity, 0 - y);
  }
}

/** A quiet baseline with pacing spikes of one sample, peaks and a stretch without a signal. */
function spikyLead(): Int16Array {
  const lead = Int16Array.from({ length: SAMPLE_COUNT }, (_, index) =>
    Math.round(60 * Math.sin(index / 40)),
  );
  for (let at = 97; at < SAMPLE_COUNT; at += 211) lead[at] = at % 2 === 0 ? 3000 : -2500;
  lead.fill(INVALID_SAMPLE, 20_000, 21_000);
  return lead;
}

it('loses no spike between the file and the screen, at any zoom and place', async () => {
  const lead = spikyLead();
  const folder = path.join(temporaryFolder(), 'recording');
  await writeRecordingFolder(
    {
      info: recordingInfo('spikes', 1),
      expectedSamples: SAMPLE_COUNT,
      chunks: () => chunksOf([lead]),
      findings: () => [],
    },
    folder,
  );
  const recording = openRecordingFolder(folder);
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 900 }),
      // From eight pixels a sample to the whole recording on a few columns.
      fc.double({ min: -3, max: 11, noNaN: true }).map((power) => 2 ** power),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (columns, samplesPerColumn, place) => {
        const length = Math.min(SAMPLE_COUNT, columns * samplesPerColumn);
        const start = place * (SAMPLE_COUNT - length);
        const end = start + length;
        const perColumn = length / columns;
        const bytes = encodeSampleWindow(recording.window(start, end, columns));
        const tile = decodeSampleWindow(bytes.buffer);
        const pen = new ColumnPen(columns);
        traceLead(pen, [tile], 0, {
          originSample: start,
          endSample: end,
          leftPx: 0,
          pixelsPerSample: 1 / perColumn,
          zeroPx: 0,
          pixelsPerCount: 1,
        });
        // The points of the outermost columns may lie just outside the window.
        const [first, last] = [Math.ceil(start + perColumn), end - perColumn];
        for (let sample = first; sample < last; sample += 1) {
          const value = lead[sample] ?? INVALID_SAMPLE;
          if (value === INVALID_SAMPLE) continue;
          const column = Math.floor((sample - start) / perColumn);
          const near = [column - 1, column, column + 1].filter((c) => c >= 0 && c < columns);
          const low = Math.min(...near.map((c) => pen.low[c] ?? Infinity));
          const high = Math.max(...near.map((c) => pen.high[c] ?? -Infinity));
          if (value < low - 1e-6 || value > high + 1e-6) {
            expect.fail(
              `sample ${sample} (${value}) is not in ${low}..${high} of column ${column}`,
            );
          }
        }
      },
    ),
    { numRuns: 150 },
  );
  recording.close();
});
