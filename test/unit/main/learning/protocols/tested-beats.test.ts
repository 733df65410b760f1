import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readTestedBeats } from '../../../../../main/learning/protocols/tested-beats.ts';
import { prepareBeats, readAnnotatedRecord } from '../../../../../main/learning/training-data.ts';
import { hasSharedData, SHARED_DATA } from '../../../../support/shared-data.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Three beats of a test, by what they were taken for; only two of them are in the cell V, N. */
function writePredictions(outFolder: string, timeS: number[]): void {
  const test = {
    contender: 'paper',
    test: 'natural',
    classes: ['N', 'V'],
    records: ['208'],
    record: [0, 0, 0],
    timeS,
    reference: [1, 0, 1],
    predicted: [0, 0, 0],
    probability: [0.6, 0.7, 0.8],
  };
  mkdirSync(path.join(outFolder, 'kachuee'));
  const file = path.join(outFolder, 'kachuee', 'predictions.json');
  writeFileSync(file, JSON.stringify({ version: 1, tests: [test] }));
}

function runIn(outFolder: string, dataFolder: string) {
  return {
    request: { protocol: 'kachuee', quick: false, dataFolder } as const,
    outFolder,
    result: { contenders: [] },
  };
}

const CELL = {
  contenderId: 'paper',
  testId: 'natural',
  reference: 'V',
  predicted: 'N',
  from: 0,
  limit: 10,
};

it('lists the beats of a cell, the surest first, also where their record is not at hand', async () => {
  const outFolder = temporaryFolder();
  writePredictions(outFolder, [1, 2, 3]);
  const run = runIn(outFolder, temporaryFolder());
  const beat = { record: '208', reference: 'V', predicted: 'N', window: [] };
  expect(await readTestedBeats(run, CELL)).toEqual([
    { ...beat, timeS: 3, probability: 0.8 },
    { ...beat, timeS: 1, probability: 0.6 },
  ]);
  expect(await readTestedBeats(run, { ...CELL, limit: 1 })).toMatchObject([{ timeS: 3 }]);
  expect(await readTestedBeats(run, { ...CELL, from: 1 })).toMatchObject([{ timeS: 1 }]);
  await expect(readTestedBeats(run, { ...CELL, testId: 'balanced' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

it.skipIf(!hasSharedData('mitdb'))('shows of a beat what the network saw of it', async () => {
  const folder = path.join(SHARED_DATA, 'mitdb');
  const record = await readAnnotatedRecord({ folder, record: '208', patient: '208' });
  const { reader, beatSamples } = record;
  const chosen = [1500, 20, 700];
  const outFolder = temporaryFolder();
  const times = chosen.map((beat) => (beatSamples[beat] ?? 0) / reader.sampleRateHz);
  writePredictions(
    outFolder,
    times.map((timeS) => Number(timeS.toFixed(3))),
  );
  const windows = prepareBeats(reader, beatSamples, 'kachuee-1');
  const shown = await readTestedBeats(runIn(outFolder, SHARED_DATA), CELL);
  for (const [index, beat] of [700, 1500].entries()) {
    const seen = windows.subarray(187 * beat, 187 * (beat + 1));
    expect(shown[index]?.window).toEqual(Array.from(seen, (value) => Number(value.toFixed(4))));
  }
});
