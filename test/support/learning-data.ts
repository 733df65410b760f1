import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDemoHolter } from '../../app/demo/demo-holter.ts';
import { createRandom } from '../../app/random.ts';
import { KACHUEE_LENGTH } from '../../app/signal/preparations/kachuee.ts';
import { writeWfdbRecord } from '../../main/imports/wfdb-writer.ts';
import { writeAnnotatedRecords } from './annotated-database.ts';

const PTB_XL_RATE_HZ = 500;
const PTB_XL_LENGTH = 5000;
/** Records of each diagnosis, each of a patient of its own. */
const RECORDS_PER_DIAGNOSIS = 2;
/** Every fifth row of a file is of each class. */
const CSV_ROWS = 50;

/**
 * Writes folders in the form of every database that protocols read, of synthetic recordings: mitdb
 * (208 of DS1; 100 and 232 of DS2, longer than the five minutes that the adaptive protocol learns
 * from), svdb, ptbxl, ptbxl-z, ptbdb; and csv with the four published files.
 */
export async function writeLearningData(folder: string): Promise<void> {
  const inside = (name: string): string => {
    const database = path.join(folder, name);
    mkdirSync(database, { recursive: true });
    return database;
  };
  await writeAnnotatedRecords(inside('mitdb'), ['208'], 1);
  await writeAnnotatedRecords(inside('mitdb'), ['100', '232'], 5.5);
  await writeAnnotatedRecords(inside('svdb'), ['800'], 1);
  await writePtbxl(inside('ptbxl'));
  writePtbxlZ(inside('ptbxl-z'));
  await writePtbdb(inside('ptbdb'));
  writePublishedCsv(inside('csv'));
}

/** Ten seconds of a synthetic lead; every seed is another day. */
function shortRecord(seed: number, sampleRateHz = PTB_XL_RATE_HZ) {
  return createDemoHolter({ hours: 10 / 3600, seed, leadCount: 1, sampleRateHz });
}

function diagnoses(): { id: number; infarction: boolean }[] {
  return Array.from({ length: 2 * RECORDS_PER_DIAGNOSIS }, (_, index) => ({
    id: index + 1,
    infarction: index % 2 === 1,
  }));
}

async function writePtbxl(folder: string): Promise<void> {
  const rows = ['ecg_id,patient_id,NORM,MI'];
  for (const { id, infarction } of diagnoses()) {
    const demo = shortRecord(id);
    const info = { ...demo.info, name: String(id).padStart(5, '0') };
    mkdirSync(path.join(folder, 'lead2-500hz'), { recursive: true });
    await writeWfdbRecord({ info, chunks: () => demo.chunks() }, path.join(folder, 'lead2-500hz'));
    rows.push(`${id},${1000 + id},${infarction ? '0,1' : '1,0'}`);
  }
  writeFileSync(path.join(folder, 'labels.csv'), `${rows.join('\n')}\n`);
}

/** One row of z-scores in thousandths a record; the last record of each diagnosis is to test on. */
function writePtbxlZ(folder: string): void {
  const rows = ['ecg_id,patient_id_if_known,split,NORM,MI'];
  const signals = diagnoses().map(({ id, infarction }, index, all) => {
    const split = index < all.length - 2 ? 'train' : 'val';
    rows.push(`${id},,${split},${infarction ? '0,1' : '1,0'}`);
    const samples = [...shortRecord(id).chunks()].flatMap(({ leads }) => [...(leads[0] ?? [])]);
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
    const row = Buffer.alloc(2 * PTB_XL_LENGTH);
    samples.slice(0, PTB_XL_LENGTH).forEach((value, index_) => {
      row.writeInt16LE(Math.round((1000 * (value - mean)) / Math.sqrt(variance)), 2 * index_);
    });
    return row;
  });
  writeFileSync(path.join(folder, 'lead2.i16'), Buffer.concat(signals));
  writeFileSync(path.join(folder, 'labels.csv'), `${rows.join('\n')}\n`);
}

/** Patients' folders with the diagnosis in the header; one patient has another disease. */
async function writePtbdb(folder: string): Promise<void> {
  const reasons = ['Healthy control', 'Myocardial infarction', 'Bundle branch block'];
  const records: string[] = [];
  for (const [index, reason] of [...reasons, ...reasons].entries()) {
    const patient = `patient00${index + 1}`;
    const name = `s000${index + 1}_re`;
    const demo = shortRecord(index + 1);
    const info = { ...demo.info, name, comments: ['age: 60', `Reason for admission: ${reason}`] };
    mkdirSync(path.join(folder, patient));
    await writeWfdbRecord({ info, chunks: () => demo.chunks() }, path.join(folder, patient));
    records.push(`${patient}/${name}`);
  }
  writeFileSync(path.join(folder, 'RECORDS'), `${records.join('\n')}\n`);
}

/** Rows of 187 numbers and a class: a wave whose place tells the class, then zeros. */
function writePublishedCsv(folder: string): void {
  const random = createRandom(1);
  const write = (name: string, classOf: (row: number) => number): void => {
    const rows = Array.from({ length: CSV_ROWS }, (_, row) => {
      const length = 100 + random.integer(60);
      const peak = 20 + 12 * classOf(row);
      const samples = Array.from({ length: KACHUEE_LENGTH }, (__, index) =>
        index < length ? Math.exp(-(((index - peak) / 5) ** 2)).toFixed(4) : '0',
      );
      return [...samples, classOf(row)].join(',');
    });
    writeFileSync(path.join(folder, `${name}.csv`), `${rows.join('\n')}\n`);
  };
  write('mitbih_train', (row) => row % 5);
  write('mitbih_test', (row) => row % 5);
  write('ptbdb_normal', () => 0);
  write('ptbdb_abnormal', () => 1);
}
