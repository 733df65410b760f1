import { join } from 'node:path';
import { beatClassOfCode } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import type { SampleReader } from '../../app/domain/recording.ts';
import { patientOfRecord } from '../../app/learning/database-split.ts';
import { LEAD_II_NAMES, leadByName } from '../../app/learning/lead-choice.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import { openBeatCutter, preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts'; // prettier-ignore
import type { LabelledBeats } from './labelled-beats.ts';
import { readLeadToMemory } from './memory-lead.ts';
import { openRecordingSource, readReferenceAnnotations } from '../imports/recording-source.ts';

export interface LabelledRecord extends LabelledBeats {
  readonly record: string;
  /** Records of one patient never lie on two sides of a split. */
  readonly patient: string;
}

/**
 * Reads a WFDB record and its reference annotations, maps them by `aami-literature`, and prepares
 * every beat at its annotated position.
 */
export async function readLabelledRecord(
  dataFolder: string,
  record: string,
  preparation: PreparationName,
): Promise<LabelledRecord> {
  const path = join(dataFolder, record);
  const reader = await readOneLead(path);
  const reference = await readReferenceAnnotations(path, 'atr');
  const samplesPerUnit = reader.sampleRateHz / (reference.sampleRateHz ?? reader.sampleRateHz);
  const beatSamples: number[] = [];
  const classes: number[] = [];
  for (const { sample, code } of reference.annotations) {
    const beatClass = beatClassOfCode(code, 'aami-literature');
    if (beatClass === null) continue;
    beatSamples.push(Math.round(sample * samplesPerUnit));
    classes.push(beatClassIndex(beatClass));
  }
  const { inputLength } = preparationNamed(preparation);
  const cutter = openBeatCutter(preparation, reader, [0], Uint32Array.from(beatSamples));
  const windows = new Float32Array(beatSamples.length * inputLength);
  for (const group of beatGroups(beatSamples.length)) {
    windows.set(cutter.cut(group), group.first * inputLength);
  }
  return {
    record,
    patient: patientOfRecord(record),
    inputLength,
    windows,
    beatClass: Uint8Array.from(classes),
  };
}

/** The record's lead II in memory (a training record is half an hour), as a reader of one lead. */
async function readOneLead(path: string): Promise<SampleReader> {
  const source = await openRecordingSource(path);
  const lead = leadByName(source.info.leads, LEAD_II_NAMES) ?? 0;
  if (source.info.leads[lead] === undefined) {
    throw new AppError('file-malformed', 'The record has no lead to learn from.', {
      file: path,
      remedy: 'Take the record out of the folder, or get it anew.',
    });
  }
  return readLeadToMemory(source.info, lead, source.chunks());
}
