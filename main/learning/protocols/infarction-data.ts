import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../../app/domain/app-error.ts';
import type { SampleReader } from '../../../app/domain/recording.ts';
import { createQrsDetector } from '../../../app/signal/qrs-detector.ts';
import { asFileError } from '../../imports/file-errors.ts';
import { openRecordingSource } from '../../imports/recording-source.ts';
import { databaseFolder, readSignals } from '../training-data.ts';
import { withoutCutOffBeats, type BeatSource } from './beat-source.ts';
import type { ProtocolContext } from './protocol-context.ts';

/** In the order of their indices: the larger class of PTB-XL first. */
export const INFARCTION_CLASSES = ['normal', 'infarction'] as const;

/** A record of one patient with its diagnosis. */
export interface DiagnosedRecord extends BeatSource {
  /** Index into INFARCTION_CLASSES. */
  readonly diagnosis: number;
  /** Name of the part that a database assigns it to; '' where it has none. */
  readonly split: string;
}

export interface DiagnosedRecords {
  readonly records: readonly DiagnosedRecord[];
  readonly leftOut: readonly { record: string; reason: string }[];
}

/** Records of a quick run, of each diagnosis. */
const QUICK_PER_CLASS = 12;

/** A record that a database lists, before it is read. */
interface ListedRecord {
  readonly record: string;
  readonly patient: string;
  readonly diagnosis: number;
  readonly split: string;
}

/**
 * PTB-XL, lead II at 500 Hz: records labelled normal (NORM and no MI) and infarction (MI).
 * @throws AppError file-missing, file-malformed
 */
export async function readPtbxl(context: ProtocolContext): Promise<DiagnosedRecords> {
  const folder = databaseFolder(context.options.dataFolder, 'ptbxl');
  const listed = diagnosed(readTable(join(folder, 'labels.csv')), (row) => ({
    record: (row['ecg_id'] ?? '').padStart(5, '0'),
    patient: row['patient_id'] ?? '',
    split: '',
  }));
  return readListed(context, listed, ({ record }) =>
    readSignals(join(folder, 'lead2-500hz', record), true),
  );
}

/**
 * The z-scored sample of PTB-XL: one row of int16 (thousandths) a record, in the order of its labels.
 * An archive is unpacked into the system's temporary folder first.
 * @throws AppError file-missing, file-malformed, file-truncated
 */
export async function readPtbxlZ(context: ProtocolContext): Promise<DiagnosedRecords> {
  const folder = await unpacked(context.options.dataFolder, 'ptbxl-z');
  const table = readTable(join(folder, 'labels.csv'));
  const file = join(folder, 'lead2.i16');
  const length = 5000;
  const bytes = readBytes(file);
  if (bytes.length !== 2 * length * table.length) {
    throw new AppError('file-truncated', `"${file}" has not one row for every label.`, {
      file,
      remedy: 'Get the archive anew.',
    });
  }
  const rowOf = new Map(table.map((row, index) => [row['ecg_id'] ?? '', index]));
  const listed = diagnosed(table, (row) => ({
    record: row['ecg_id'] ?? '',
    // Where the patient is not known, the database's own split keeps patients apart.
    patient: row['patient_id_if_known'] || `record ${row['ecg_id'] ?? ''}`,
    split: row['split'] ?? '',
  }));
  return readListed(context, listed, ({ record }) => {
    const start = 2 * length * (rowOf.get(record) ?? 0);
    const samples = Int16Array.from({ length }, (_, k) => bytes.readInt16LE(start + 2 * k));
    return Promise.resolve(detectIn(samples));
  });
}

/**
 * PTB Diagnostic folders: patients' folders with records, listed in RECORDS where there is one; the
 * diagnosis stands in the header's comments.
 * @throws AppError file-missing
 */
export async function readPtbdb(context: ProtocolContext): Promise<DiagnosedRecords> {
  const folder = databaseFolder(context.options.dataFolder, 'ptbdb');
  const list = readText(join(folder, 'RECORDS'))
    .split(/\s+/)
    .filter((name) => name !== '');
  const listed: ListedRecord[] = [];
  const leftOut: { record: string; reason: string }[] = [];
  for (const record of list) {
    try {
      const { info } = await openRecordingSource(join(folder, record));
      const comments = info.comments.join('\n');
      const healthy = /healthy control/i.test(comments);
      if (healthy === /myocardial infarction/i.test(comments)) {
        leftOut.push({ record, reason: 'neither infarction nor healthy control' });
        continue;
      }
      const patient = record.split('/')[0] ?? record;
      listed.push({ record, patient, diagnosis: healthy ? 0 : 1, split: '' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      leftOut.push({ record, reason: error.message });
    }
  }
  const read = await readListed(context, listed, ({ record }) =>
    readSignals(join(folder, record), true),
  );
  return { records: read.records, leftOut: [...leftOut, ...read.leftOut] };
}

async function readListed(
  context: ProtocolContext,
  listed: readonly ListedRecord[],
  open: (
    record: ListedRecord,
  ) => Promise<{ reader: SampleReader; detectedSamples: Uint32Array | null }>,
): Promise<DiagnosedRecords> {
  const records: DiagnosedRecord[] = [];
  const leftOut: { record: string; reason: string }[] = [];
  context.stage(`reading ${listed.length} records and finding their beats`);
  for (const one of context.options.quick ? fewOfEach(listed) : listed) {
    context.stopIfAsked();
    try {
      const { reader, detectedSamples } = await open(one);
      const beatSamples = detectedSamples ?? new Uint32Array(0);
      const source = withoutCutOffBeats({
        record: one.record,
        patient: one.patient,
        reader,
        beatSamples,
        beatClass: new Uint8Array(beatSamples.length).fill(one.diagnosis),
        counted: Uint32Array.from(beatSamples.keys()),
      });
      if (source.counted.length === 0) {
        leftOut.push({ record: one.record, reason: 'the detector finds no whole beat' });
      } else records.push({ ...source, diagnosis: one.diagnosis, split: one.split });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      leftOut.push({ record: one.record, reason: error.message });
    }
  }
  if (new Set(records.map(({ diagnosis }) => diagnosis)).size < INFARCTION_CLASSES.length) {
    throw new AppError(
      'file-missing',
      `There are no records of both kinds, normal and infarction (${leftOut[0]?.reason ?? 'none listed'}).`,
      { file: context.options.dataFolder, remedy: 'Name a folder that has both.' },
    );
  }
  return { records, leftOut };
}

function fewOfEach(listed: readonly ListedRecord[]): ListedRecord[] {
  const taken = new Map<string, number>();
  return listed.filter(({ diagnosis, split }) => {
    const key = `${diagnosis} ${split}`;
    const count = taken.get(key) ?? 0;
    taken.set(key, count + 1);
    return count < QUICK_PER_CLASS;
  });
}

/** One lead of z-scores in thousandths, ten seconds at 500 Hz. */
function detectIn(samples: Int16Array): { reader: SampleReader; detectedSamples: Uint32Array } {
  const lead = { name: 'II', units: 'mV', gainPerUnit: 1000, baseline: 0, calibrated: false };
  const detector = createQrsDetector({ sampleRateHz: 500, leads: [lead] });
  detector.push({ startSample: 0, leads: [samples] });
  const reader: SampleReader = {
    sampleRateHz: 500,
    sampleCount: samples.length,
    leads: [lead],
    read: (_lead, startSample, endSample) => samples.slice(startSample, endSample),
  };
  return { reader, detectedSamples: detector.finish() };
}

type Row = Record<string, string>;

/** Rows with exactly one of the two diagnoses. */
function diagnosed(
  table: readonly Row[],
  named: (row: Row) => Omit<ListedRecord, 'diagnosis'>,
): ListedRecord[] {
  return table.flatMap((row) => {
    const infarction = row['MI'] === '1';
    if (!infarction && row['NORM'] !== '1') return [];
    return [{ ...named(row), diagnosis: infarction ? 1 : 0 }];
  });
}

/** @throws AppError file-missing, file-malformed */
function readTable(file: string): Row[] {
  const text = readText(file);
  try {
    return parse(text, { columns: true, skip_empty_lines: true });
  } catch (error) {
    throw new AppError('file-malformed', `"${file}" is not a table of labels.`, {
      file,
      remedy: 'Get the file anew.',
      cause: error,
    });
  }
}

function readText(file: string): string {
  return readBytes(file).toString('utf8');
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw asFileError(error, file, 'read');
  }
}

/** The folder `name` below the data folder, or its archive's content. */
async function unpacked(dataFolder: string, name: string): Promise<string> {
  const folder = join(dataFolder, name);
  if (existsSync(folder)) return folder;
  const archive = join(dataFolder, `${name}.tar.xz`);
  if (!existsSync(archive)) {
    throw new AppError('file-missing', `There is neither ${name} nor ${name}.tar.xz.`, {
      file: folder,
      remedy: 'Name the data folder that has it with --data.',
    });
  }
  const { size, mtimeMs } = statSync(archive);
  const cache = join(tmpdir(), `ectopy-${name}-${size}-${Math.round(mtimeMs)}`);
  if (!existsSync(cache)) {
    const beside = `${cache}.${process.pid}.part`;
    mkdirSync(beside, { recursive: true });
    try {
      await promisify(execFile)('tar', ['-xJf', archive, '-C', beside]);
      renameSync(beside, cache);
    } catch (error) {
      rmSync(beside, { recursive: true, force: true });
      throw new AppError('file-malformed', `"${archive}" cannot be unpacked.`, {
        file: archive,
        remedy: `Unpack it yourself (tar -xJf) beside itself, as a folder ${name}.`,
        cause: error,
      });
    }
  }
  return join(cache, name);
}
