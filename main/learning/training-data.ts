import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { annotationCode, annotationMnemonic, beatClassOfCode, isBeat, type ClassMapping } from '../../app/domain/annotation-codes.ts'; // prettier-ignore
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES, beatClassIndex } from '../../app/domain/beat-class.ts';
import {
  INVALID_SAMPLE,
  type IntegrityFinding,
  type SampleReader,
} from '../../app/domain/recording.ts';
import { LEAD_II_NAMES, leadByName } from '../../app/learning/lead-choice.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import { openBeatCutter, preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts'; // prettier-ignore
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { recordAnnotations } from '../evaluation/record-annotations.ts';
import { openRecordingSource } from '../imports/recording-source.ts';
import { readLeadsToMemory } from './memory-lead.ts';

/** A record with its reference beats, in memory: half an hour of a research database. */
export interface AnnotatedRecord {
  readonly record: string;
  /** Records of one patient never lie on two sides of a split. */
  readonly patient: string;
  /** Lead II (or the first lead) first, then the others. */
  readonly reader: SampleReader;
  /** Reference beats, ascending, with their annotation codes. */
  readonly beatSamples: Uint32Array;
  readonly codes: Uint8Array;
  /** All annotations, in samples of the record. */
  readonly annotations: readonly WfdbAnnotation[];
  /** Annotations with codes that no mapping knows; they were left out. */
  readonly unknownCodes: number;
  /** What the detector finds, where it was asked to look. */
  readonly detectedSamples: Uint32Array | null;
}

export interface ReadRecordOptions {
  readonly folder: string;
  readonly record: string;
  readonly patient: string;
  /** Whether to run the QRS detector over all leads. */
  readonly detect?: boolean;
}

/** Checks that a record must pass to be learned from or tested on. */
const DAMAGE: readonly IntegrityFinding['check'][] = ['checksum', 'first-value', 'length'];

/** Whether a database lies in `folder` (as a folder of its name) or is `folder` itself. */
export function databaseFolder(folder: string, database: string): string {
  const inside = join(folder, database);
  return existsSync(inside) ? inside : folder;
}

/**
 * Reads a WFDB record and its reference annotations (.atr).
 * @throws AppError what reading throws; file-malformed when it has no signal or no beat
 */
export async function readAnnotatedRecord(options: ReadRecordOptions): Promise<AnnotatedRecord> {
  const path = join(options.folder, options.record);
  const { reader, detectedSamples } = await readSignals(path, options.detect === true);
  const annotations = await recordAnnotations(path, 'atr', reader.sampleRateHz);
  const beats = annotations.filter(({ code }) => isBeat(code));
  if (beats.length === 0) {
    throw new AppError('file-malformed', 'The reference annotations name no beat.', {
      file: `${path}.atr`,
      remedy: 'Get the annotations anew, or take the record out of the folder.',
    });
  }
  return {
    record: options.record,
    patient: options.patient,
    reader,
    beatSamples: Uint32Array.from(beats, ({ sample }) => sample),
    codes: Uint8Array.from(beats, ({ code }) => code),
    annotations,
    unknownCodes: annotations.filter(({ code }) => !isKnownCode(code)).length,
    detectedSamples,
  };
}

function isKnownCode(code: number): boolean {
  return annotationCode(annotationMnemonic(code)) !== null;
}

/** All leads of a recording in memory, lead II first; with what the detector finds, if asked. */
export async function readSignals(
  path: string,
  detect: boolean,
): Promise<{ reader: SampleReader; detectedSamples: Uint32Array | null }> {
  const source = await openRecordingSource(path);
  const { leads, sampleRateHz } = source.info;
  if (leads.length === 0) {
    throw new AppError('file-malformed', 'The record has no lead to learn from.', {
      file: path,
      remedy: 'Take the record out of the folder, or get it anew.',
    });
  }
  const first = leadByName(leads, LEAD_II_NAMES) ?? 0;
  const order = [first, ...[...leads.keys()].filter((lead) => lead !== first)];
  const detector = detect ? createQrsDetector({ sampleRateHz, leads }) : null;
  const reader = await readLeadsToMemory(source.info, order, source.chunks(), (chunk) => {
    detector?.push(chunk);
  });
  const wrong = source.findings().find(({ check, ok }) => !ok && DAMAGE.includes(check));
  if (wrong !== undefined) {
    throw new AppError('file-malformed', `The record is damaged. ${whatIsWrong(wrong)}`, {
      file: path,
      remedy: 'Get the record anew, or take it out of the folder.',
    });
  }
  if (reader.read(0, 0, reader.sampleCount).every((sample) => sample === INVALID_SAMPLE)) {
    throw new AppError('file-malformed', 'The record’s lead holds no valid sample.', {
      file: path,
      remedy: 'Take the record out of the folder, or get it anew.',
    });
  }
  return { reader, detectedSamples: detector?.finish() ?? null };
}

/** A finding without what an import makes of it: here the record is not used at all. */
function whatIsWrong({ message }: IntegrityFinding): string {
  const [first = message] = message.split(/(?<=\.) (?=What it holds|That part)/);
  return first;
}

/** Class indices of codes under a mapping. */
export function classesOfCodes(codes: Uint8Array, mapping: ClassMapping): Uint8Array {
  return codes.map((code) => beatClassIndex(beatClassOfCode(code, mapping) ?? BEAT_CLASSES[4]));
}

/** Every beat of a recording as a network sees it; `beatSamples` are all beats, ascending. */
export function prepareBeats(
  reader: SampleReader,
  beatSamples: Uint32Array,
  preparation: PreparationName,
): Float32Array {
  const { inputLength, leadCount } = preparationNamed(preparation);
  const leads = [...reader.leads.keys()].slice(0, leadCount);
  const cutter = openBeatCutter(preparation, reader, leads, beatSamples);
  const windows = new Float32Array(beatSamples.length * inputLength);
  for (const group of beatGroups(beatSamples.length)) {
    windows.set(cutter.cut(group), group.first * inputLength);
  }
  return windows;
}
