import { join } from 'node:path';
import { beatClassOfCode } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import { INVALID_SAMPLE, type SampleReader } from '../../app/domain/recording.ts';
import { patientOfRecord } from '../../app/learning/database-split.ts';
import { LEAD_II_NAMES, leadByName } from '../../app/learning/lead-choice.ts';
import {
  beatGroups,
  beatPositions,
  cutBeatWindows,
  WINDOW_LENGTH,
  type Preparation,
} from '../../app/signal/beat-window.ts';
import { createConditionedLead } from '../../app/signal/conditioned-lead.ts';
import { type LabelledBeats } from './labelled-beats.ts';
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
  preparation: Preparation,
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
  const positions = beatPositions(Uint32Array.from(beatSamples), reader.sampleRateHz);
  const lead = createConditionedLead(reader, 0);
  const windows = new Float32Array(positions.length * WINDOW_LENGTH);
  for (const group of beatGroups(positions.length)) {
    const cut = cutBeatWindows(preparation, lead, positions, group);
    windows.set(cut, group.first * WINDOW_LENGTH);
  }
  return {
    record,
    patient: patientOfRecord(record),
    windows,
    beatClass: Uint8Array.from(classes),
  };
}

/** The record's lead II in memory (a training record is half an hour), as a reader of one lead. */
async function readOneLead(path: string): Promise<SampleReader> {
  const source = await openRecordingSource(path);
  const { leads, sampleRateHz } = source.info;
  const index = leadByName(leads, LEAD_II_NAMES) ?? 0;
  const lead = leads[index];
  if (lead === undefined) {
    throw new AppError('file-malformed', 'The record has no lead to learn from.', { file: path });
  }
  const parts: Int16Array[] = [];
  let sampleCount = 0;
  for await (const chunk of source.chunks()) {
    const part = chunk.leads[index]?.slice() ?? new Int16Array(0);
    parts.push(part);
    sampleCount += part.length;
  }
  const samples = new Int16Array(sampleCount);
  let offset = 0;
  for (const part of parts) {
    samples.set(part, offset);
    offset += part.length;
  }
  return {
    sampleRateHz,
    sampleCount,
    leads: [lead],
    read(_lead, startSample, endSample) {
      const output = new Int16Array(endSample - startSample).fill(INVALID_SAMPLE);
      const from = Math.max(0, startSample);
      const to = Math.min(sampleCount, endSample);
      if (to > from) output.set(samples.subarray(from, to), from - startSample);
      return output;
    },
  };
}
