import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProtocolBeat, ProtocolBeatQuery, ProtocolRequest, ProtocolResult } from '../../../app/contract/protocol-result.ts'; // prettier-ignore
import { AppError } from '../../../app/domain/app-error.ts';
import type { SampleReader } from '../../../app/domain/recording.ts';
import { nearestTo } from '../../../app/domain/sorted-search.ts';
import { beatGroups } from '../../../app/signal/beat-groups.ts';
import { openBeatCutter, PREPARATION_NAMES, preparationNamed, type PreparationName } from '../../../app/signal/preparations/index.ts'; // prettier-ignore
import { shownPreparation } from '../interpretation/shown-preparation.ts';
import { databaseFolder, readAnnotatedRecord } from '../training-data.ts';
import { readPredictions, type TestedBeats } from './predictions.ts';
import { protocolFolder } from './protocol-context.ts';

/** Databases that protocols take beats from, by their folders. */
const DATABASES = ['mitdb', 'svdb'];

/** A control sees next to nothing of a beat: whoever looks at it is shown it Kachuee's way. */
const SHOWN_OF_CONTROLS: PreparationName = 'kachuee-1';

/** A run that is done, and where it keeps what it computed. */
export interface DoneRun {
  readonly request: Pick<ProtocolRequest, 'protocol' | 'quick' | 'dataFolder'>;
  readonly outFolder: string;
  readonly result: Pick<ProtocolResult, 'contenders'>;
}

type Cell = Omit<ProtocolBeatQuery, 'runId'>;

interface TestedBeat {
  readonly timeS: number;
  readonly probability: number;
}

/**
 * The beats behind one cell of a confusion matrix, the surest first, with the wave that the network
 * saw of them (a network that sees measures has none: there the beat, lightly filtered): cut again from the data folder, as the run did. Without the record there the window is empty.
 * @throws AppError not-found when the run kept no such test
 */
export async function readTestedBeats(run: DoneRun, cell: Cell): Promise<ProtocolBeat[]> {
  const { reference, predicted } = cell;
  const folder = protocolFolder({ ...run.request, outFolder: run.outFolder });
  const test = readPredictions(folder).find(
    ({ contender, test: id }) => contender === cell.contenderId && id === cell.testId,
  );
  if (test === undefined) {
    throw new AppError('not-found', 'The beats of this test are not kept.', { file: folder });
  }
  const preparation = preparationOf(run.result, cell.contenderId);
  const beats: ProtocolBeat[] = [];
  for (const [record, inRecord] of beatsOfCell(test, cell)) {
    const times = inRecord.map(({ timeS }) => timeS);
    const windows = await windowsOf(run.request.dataFolder, record, times, preparation);
    inRecord.forEach((beat, index) => {
      beats.push({ record, reference, predicted, window: windows[index] ?? [], ...beat });
    });
  }
  return beats.toSorted((a, b) => b.probability - a.probability);
}

/** The surest beats of a cell, by record. */
function beatsOfCell(test: TestedBeats, cell: Cell): Map<string, TestedBeat[]> {
  const reference = test.classes.indexOf(cell.reference);
  const predicted = test.classes.indexOf(cell.predicted);
  const surest = [...test.timeS.keys()]
    .filter((beat) => test.reference[beat] === reference && test.predicted[beat] === predicted)
    .toSorted((a, b) => (test.probability[b] ?? 0) - (test.probability[a] ?? 0))
    .slice(cell.from, cell.from + cell.limit);
  const byRecord = new Map<string, TestedBeat[]>();
  for (const beat of surest) {
    const record = test.records[test.record[beat] ?? 0] ?? '';
    const timeS = test.timeS[beat] ?? 0;
    const probability = test.probability[beat] ?? 0;
    const beats = byRecord.get(record) ?? [];
    beats.push({ timeS, probability });
    byRecord.set(record, beats);
  }
  return byRecord;
}

function preparationOf({ contenders }: DoneRun['result'], contenderId: string): PreparationName {
  const recipe = contenders.find(({ id }) => id === contenderId)?.recipe;
  const name = PREPARATION_NAMES.find((known) => known === recipe?.['preparation']);
  return shownPreparation(name ?? SHOWN_OF_CONTROLS);
}

async function windowsOf(
  dataFolder: string,
  record: string,
  timesS: readonly number[],
  preparation: PreparationName,
): Promise<number[][]> {
  const folder = DATABASES.map((name) => databaseFolder(dataFolder, name)).find((candidate) =>
    existsSync(join(candidate, `${record}.hea`)),
  );
  if (folder === undefined) return [];
  try {
    const read = { folder, record, patient: record };
    const { reader, beatSamples } = await readAnnotatedRecord(read);
    if (areBeats(timesS, beatSamples, reader.sampleRateHz)) {
      return cutAt(reader, beatSamples, timesS, preparation);
    }
    // The run found the beats itself, and so the detector does here.
    const { detectedSamples } = await readAnnotatedRecord({ ...read, detect: true });
    return cutAt(reader, detectedSamples ?? beatSamples, timesS, preparation);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

/** Whether each time is that of one of the beats, to a sample. */
function areBeats(
  timesS: readonly number[],
  beatSamples: Uint32Array,
  sampleRateHz: number,
): boolean {
  const samples = new Set(beatSamples);
  return timesS.every((timeS) => samples.has(Math.round(timeS * sampleRateHz)));
}

/** The wave of the beats nearest to these times, as the preparation makes it. */
function cutAt(
  reader: SampleReader,
  beatSamples: Uint32Array,
  timesS: readonly number[],
  preparation: PreparationName,
): number[][] {
  const { inputLength, inputParts, leadCount } = preparationNamed(preparation);
  const wave = inputParts.find(({ startOffsetMs }) => startOffsetMs !== null);
  const { start, length } = wave ?? { start: 0, length: inputLength };
  const leads = [...reader.leads.keys()].slice(0, leadCount);
  const cutter = openBeatCutter(preparation, reader, leads, beatSamples);
  const groups = beatGroups(beatSamples.length);
  const cut = new Map<number, Float32Array>();
  return timesS.map((timeS) => {
    const beat = nearestTo(beatSamples, timeS * reader.sampleRateHz);
    const group = groups.findIndex(({ first, end }) => beat >= first && beat < end);
    const { first } = groups[group] ?? { first: 0 };
    const windows = cut.get(group) ?? cutter.cut(groups[group] ?? { first: 0, end: 0 });
    cut.set(group, windows);
    const from = (beat - first) * inputLength + start;
    return Array.from(windows.subarray(from, from + length), (value) => Number(value.toFixed(4)));
  });
}
