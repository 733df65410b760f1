import { join } from 'node:path';
import { beatClassOfCode } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import type { SampleReader } from '../../app/domain/recording.ts';
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
  const lead = leadByName(source.info.leads, LEAD_II_NAMES) ?? 0;
  if (source.info.leads[lead] === undefined) {
    throw new AppError('file-malformed', 'The record has no lead to learn from.', {
      file: path,
      remedy: 'Take the record out of the folder, or get it anew.',
    });
  }
  return readLeadToMemory(source.info, lead, source.chunks());
}
