import { AppError } from '../../domain/app-error.ts';
import { decodeText } from '../text.ts';

/**
 * WFDB annotation files in MIT format, after annot(5) of the WFDB Applications Guide. Codes are
 * numbers here; what they mean is in `app/domain/annotation-codes.ts`.
 */
export interface WfdbAnnotation {
  /** Sample number, counted from 0 in units of the file's time resolution. */
  readonly sample: number;
  /** Annotation type, 1 to 49. */
  readonly code: number;
  /** -128 to 127. */
  readonly subtype: number;
  /** Signal that it belongs to, 0 to 255. */
  readonly channel: number;
  /** -128 to 127. */
  readonly num: number;
  /** Free text such as "(AFIB"; "" when there is none. */
  readonly aux: string;
}

/** A file's own meaning of a code, e.g. 42 "Y" "artefact by hand". */
export interface WfdbAnnotationDefinition {
  readonly code: number;
  readonly mnemonic: string;
  readonly description: string;
}

export interface WfdbAnnotations {
  /** Units of `sample` per second when the file states it; null means the record's sampling rate. */
  readonly sampleRateHz: number | null;
  readonly definitions: readonly WfdbAnnotationDefinition[];
  readonly annotations: readonly WfdbAnnotation[];
  /** False when the end mark is missing: later annotations may have been lost. */
  readonly complete: boolean;
}

export const LARGEST_CODE = 49;
export const SKIP = 59;
export const NUM = 60;
export const SUB = 61;
export const CHN = 62;
export const AUX = 63;
export const NOTE = 22;

export const TIME_RESOLUTION = '## time resolution: ';
export const DEFINITIONS_START = '## annotation type definitions';
export const DEFINITIONS_END = '## end of definitions';

type Draft = { -readonly [Key in keyof WfdbAnnotation]: WfdbAnnotation[Key] };

/**
 * Reads an annotation file. `file` names it in errors. Throws only AppError: 'file-truncated' when
 * it ends within an annotation, 'file-malformed' or 'unsupported-format' when it is something else.
 */
export function parseAnnotations(bytes: Uint8Array, file: string): WfdbAnnotations {
  refuseAhaFormat(bytes, file);
  const { annotations, complete } = readWords(bytes, file);
  const { tableLength, ...table } = takeTable(annotations);
  return { ...table, annotations: annotations.slice(tableLength), complete };
}

/**
 * Whether bytes are a whole annotation file. The format has no magic number, and almost any bytes
 * begin like annotations; that nothing but padding follows the end mark is what tells them apart.
 */
export function looksLikeAnnotations(bytes: Uint8Array): boolean {
  try {
    const { complete, endByte } = readWords(bytes, '');
    return complete && bytes.subarray(endByte).every((byte) => byte === 0);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function readWords(
  bytes: Uint8Array,
  file: string,
): { annotations: Draft[]; complete: boolean; endByte: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const annotations: Draft[] = [];
  let current: Draft | null = null;
  let sample = 0;
  let channel = 0;
  let num = 0;
  let at = 0;
  while (at + 1 < bytes.length) {
    const word = view.getUint16(at, true);
    at += 2;
    if (word === 0) return { annotations, complete: true, endByte: at };
    const code = word >> 10;
    const value = word & 0x3ff;
    if (code === SKIP) {
      if (at + 4 > bytes.length) throw truncated(file);
      // A PDP-11 long: the high word comes first, each word little endian.
      sample += (view.getInt16(at, true) << 16) | view.getUint16(at + 2, true);
      at += 4;
    } else if (code === AUX) {
      const length = value & 0xff;
      if (at + length > bytes.length) throw truncated(file);
      // Many writers count a closing NUL as part of the text.
      if (current !== null) {
        current.aux = decodeText(bytes.subarray(at, at + length)).replace(/\0+$/, '');
      }
      at += length + (length % 2);
    } else if (code === SUB) {
      if (current !== null) current.subtype = signedByte(value);
    } else if (code === CHN) {
      channel = value & 0xff;
      if (current !== null) current.channel = channel;
    } else if (code === NUM) {
      num = signedByte(value);
      if (current !== null) current.num = num;
    } else {
      sample += value;
      if (code > LARGEST_CODE || sample < 0) throw notAnnotations(file);
      if (code > 0) {
        current = { sample, code, subtype: 0, channel, num, aux: '' };
        annotations.push(current);
      }
    }
  }
  if (at < bytes.length) throw truncated(file);
  return { annotations, complete: false, endByte: at };
}

/** Takes the notes at sample 0 that describe the file itself from the front of the list. */
function takeTable(annotations: readonly WfdbAnnotation[]): {
  sampleRateHz: number | null;
  definitions: WfdbAnnotationDefinition[];
  tableLength: number;
} {
  const definitions: WfdbAnnotationDefinition[] = [];
  let sampleRateHz: number | null = null;
  let defining = false;
  let tableLength = 0;
  for (const { sample, code, aux } of annotations) {
    if (sample !== 0 || code !== NOTE || !(defining || aux.startsWith('## '))) break;
    tableLength += 1;
    if (aux.startsWith(TIME_RESOLUTION)) {
      const rate = Number(aux.slice(TIME_RESOLUTION.length));
      if (Number.isFinite(rate) && rate > 0) sampleRateHz = rate;
    } else if (aux.startsWith(DEFINITIONS_START)) {
      defining = true;
    } else if (aux.startsWith(DEFINITIONS_END)) {
      defining = false;
    } else {
      const match = /^(\d+)\s+(\S+)\s*(.*)$/.exec(aux);
      if (match === null) continue;
      const [, number, mnemonic = '', description = ''] = match;
      definitions.push({ code: Number(number), mnemonic, description });
    }
  }
  return { sampleRateHz, definitions, tableLength };
}

/** AHA files: 16-byte entries, each a NUL and then one of these letters, 0xff after the last. */
function refuseAhaFormat(bytes: Uint8Array, file: string): void {
  const letters = 'NVEFPQUOR';
  if (bytes.length < 16 || bytes.length % 16 !== 0) return;
  for (let at = 0; at < bytes.length && bytes[at] !== 0xff; at += 16) {
    if (bytes[at] !== 0 || !letters.includes(String.fromCharCode(bytes[at + 1] ?? 0))) return;
  }
  throw new AppError('unsupported-format', 'These annotations are in AHA format.', {
    file,
    remedy: 'Convert them to MIT format, for example with the WFDB programs rdann and wrann.',
  });
}

function signedByte(value: number): number {
  return (value << 24) >> 24;
}

function truncated(file: string): AppError {
  return new AppError('file-truncated', 'The annotation file ends within an annotation.', {
    file,
    remedy: 'Get the annotation file again from where the recording came from.',
  });
}

function notAnnotations(file: string): AppError {
  return new AppError('file-malformed', 'This is not a WFDB annotation file.', {
    file,
    remedy: 'Choose an annotation file in MIT format, such as those that end in .atr.',
  });
}
