import { AppError } from '../../domain/app-error.ts';
import { decodeText } from '../text.ts';
import { parseStartTime } from './start-time.ts';

/**
 * WFDB header files (.hea), as specified in header(5) of the WFDB Applications Guide and in
 * wfdb-spec HEADERS.md. Only the grammar is here; what Ectopy can import is decided in `record.ts`.
 */

/** One signal line. Optional fields hold the specification's defaults when the line ends early. */
export interface WfdbSignal {
  readonly fileName: string;
  readonly format: number;
  readonly samplesPerFrame: number;
  /** Samples at the start of the signal that precede sample 0 of the record. */
  readonly skewSamples: number;
  /** Length of the preamble of the signal file. */
  readonly byteOffset: number;
  /** ADC counts per physical unit; 0 means not calibrated. */
  readonly gain: number;
  readonly baseline: number;
  readonly units: string;
  readonly adcResolutionBits: number;
  readonly adcZero: number;
  /** Null when the header does not state it. */
  readonly initialValue: number | null;
  /** 16-bit sum of all samples; null when the header does not state it. */
  readonly checksum: number | null;
  readonly blockSizeBytes: number;
  readonly description: string;
}

export interface WfdbHeader {
  readonly recordName: string;
  /** Null for an ordinary record; the number of segments of a multi-segment one. */
  readonly segmentCount: number | null;
  /** As the record line states; equals `signals.length` except in a multi-segment record. */
  readonly signalCount: number;
  readonly frameRateHz: number;
  readonly counterFrequencyHz: number;
  readonly baseCounter: number;
  /** Frames, that is samples per signal at one sample per frame; null when unspecified. */
  readonly frameCount: number | null;
  /** ISO local date-time; null when the header has no complete, valid date and time. */
  readonly startTime: string | null;
  readonly signals: readonly WfdbSignal[];
  /** All comment lines without their "#", in order. May hold patient data. */
  readonly comments: readonly string[];
  /** Things that were read around rather than refused, one sentence each. */
  readonly warnings: readonly string[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Groups = Readonly<Partial<Record<string, string>>>;

/** One whitespace-separated field of a line: how it looks and where its parts go. */
interface Field<Target> {
  readonly name: string;
  readonly pattern: RegExp;
  readonly set: (target: Target, groups: Groups, warn: (message: string) => void) => void;
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
/** Some writers print integers as "1024.0"; the reference implementation reads those, too. */
const INTEGER = String.raw`[-+]?\d+(?:\.\d*)?`;

const DEFAULT_FRAME_RATE_HZ = 250;
const DEFAULT_RESOLUTION_BITS = 12;

const RECORD_FIELDS: readonly Field<Mutable<WfdbHeader>>[] = [
  {
    name: 'record name',
    pattern: /^(?<name>[^/]+)(?:\/(?<segments>\d+))?$/,
    set: (header, { name = '', segments }) => {
      header.recordName = name;
      header.segmentCount = segments === undefined ? null : Number(segments);
    },
  },
  {
    name: 'number of signals',
    pattern: /^(?<count>\d{1,9})$/,
    set: (header, { count }) => {
      header.signalCount = Number(count);
    },
  },
  {
    name: 'sampling frequency',
    pattern: new RegExp(
      `^(?<rate>${NUMBER})(?:/(?<counter>${NUMBER})(?:\\((?<base>${NUMBER})\\))?)?$`,
    ),
    set: (header, { rate, counter, base }) => {
      header.frameRateHz = Number(rate);
      const counterFrequency = counter === undefined ? 0 : Number(counter);
      header.counterFrequencyHz = counterFrequency > 0 ? counterFrequency : header.frameRateHz;
      header.baseCounter = base === undefined ? 0 : Number(base);
    },
  },
  {
    name: 'number of samples',
    pattern: /^(?<count>\d{1,15})$/,
    set: (header, { count }) => {
      header.frameCount = Number(count) === 0 ? null : Number(count);
    },
  },
];

const SIGNAL_FIELDS: readonly Field<Mutable<WfdbSignal>>[] = [
  {
    name: 'file name',
    pattern: /^(?<name>.+)$/,
    set: (signal, { name = '' }) => {
      signal.fileName = name;
    },
  },
  {
    name: 'format',
    pattern: /^(?<format>\d{1,4})(?<modifiers>(?:[x:+]\d{1,15})*)$/,
    set: (signal, { format, modifiers = '' }) => {
      signal.format = Number(format);
      for (const [, kind, digits] of modifiers.matchAll(/([x:+])(\d+)/g)) {
        const value = Number(digits);
        if (kind === 'x') signal.samplesPerFrame = Math.max(1, value);
        else if (kind === ':') signal.skewSamples = value;
        else signal.byteOffset = value;
      }
    },
  },
  {
    // The order is gain(baseline)/units.
    name: 'ADC gain',
    pattern: new RegExp(`^(?<gain>${NUMBER})(?:\\((?<baseline>${INTEGER})\\))?(?:/(?<units>.*))?$`),
    set: (signal, { gain, baseline, units }) => {
      signal.gain = Number(gain);
      signal.baseline = baseline === undefined ? Number.NaN : Math.trunc(Number(baseline));
      if (units !== undefined && units !== '') signal.units = units;
    },
  },
  {
    name: 'ADC resolution',
    pattern: new RegExp(`^(?<bits>${INTEGER})$`),
    set: (signal, { bits }) => {
      signal.adcResolutionBits = Math.trunc(Number(bits)) || DEFAULT_RESOLUTION_BITS;
    },
  },
  {
    name: 'ADC zero',
    pattern: new RegExp(`^(?<zero>${INTEGER})$`),
    set: (signal, { zero }) => {
      signal.adcZero = Math.trunc(Number(zero));
    },
  },
  verificationField('initial value', (signal, value) => {
    signal.initialValue = value;
  }),
  verificationField('checksum', (signal, value) => {
    signal.checksum = value;
  }),
  verificationField('block size', (signal, value) => {
    signal.blockSizeBytes = value;
  }),
];

/** Fields that only serve to check the samples: nonsense there is no reason to refuse a recording. */
function verificationField(
  name: string,
  assign: (signal: Mutable<WfdbSignal>, value: number) => void,
): Field<Mutable<WfdbSignal>> {
  const integer = new RegExp(`^${INTEGER}$`);
  return {
    name,
    pattern: /^(?<value>.+)$/,
    set: (signal, { value = '' }, warn) => {
      if (integer.test(value)) assign(signal, Math.trunc(Number(value)));
      else warn(`The ${name} "${value}" is not an integer and was ignored.`);
    },
  };
}

/**
 * Parses a header file. `file` names it in errors.
 * Throws AppError 'file-malformed', and nothing else, whatever the bytes are.
 */
export function parseHeader(bytes: Uint8Array, file: string): WfdbHeader {
  const comments: string[] = [];
  const warnings: string[] = [];
  const signals: WfdbSignal[] = [];
  let header: Mutable<WfdbHeader> | null = null;

  const lines = decodeText(bytes).split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    const at = { file, line: index + 1, warn: (message: string) => warnings.push(message) };
    if (text === '') continue;
    if (text.startsWith('#')) {
      // "#wfdb 10.7" on the first line is a version mark, not a comment of the recording.
      if (index > 0 || !text.startsWith('#wfdb')) comments.push(text.slice(1).trim());
    } else if (header === null) {
      header = parseRecordLine(text, at);
    } else if (header.segmentCount === null && signals.length < header.signalCount) {
      signals.push(parseSignalLine(text, at, `${header.recordName}, signal ${signals.length}`));
    }
  }
  if (header === null) {
    throw malformed(file, 'It is empty: it has no record line.');
  }
  if (header.segmentCount === null && signals.length < header.signalCount) {
    throw malformed(
      file,
      `It announces ${header.signalCount} signals but describes only ${signals.length}.`,
    );
  }
  return { ...header, signals, comments, warnings };
}

interface LinePosition {
  readonly file: string;
  readonly line: number;
  readonly warn: (message: string) => void;
}

function parseRecordLine(text: string, at: LinePosition): Mutable<WfdbHeader> {
  const header: Mutable<WfdbHeader> = {
    recordName: '',
    segmentCount: null,
    signalCount: 0,
    frameRateHz: DEFAULT_FRAME_RATE_HZ,
    counterFrequencyHz: DEFAULT_FRAME_RATE_HZ,
    baseCounter: 0,
    frameCount: null,
    startTime: null,
    signals: [],
    comments: [],
    warnings: [],
  };
  const rest = readFields(text, RECORD_FIELDS, header, 2, at);
  header.startTime = parseStartTime(rest, at.warn);
  return header;
}

function parseSignalLine(text: string, at: LinePosition, defaultDescription: string): WfdbSignal {
  const signal: Mutable<WfdbSignal> = {
    fileName: '',
    format: 0,
    samplesPerFrame: 1,
    skewSamples: 0,
    byteOffset: 0,
    gain: 0,
    baseline: Number.NaN,
    units: 'mV',
    adcResolutionBits: DEFAULT_RESOLUTION_BITS,
    adcZero: 0,
    initialValue: null,
    checksum: null,
    blockSizeBytes: 0,
    description: '',
  };
  const description = readFields(text, SIGNAL_FIELDS, signal, 2, at);
  if (Number.isNaN(signal.baseline)) signal.baseline = signal.adcZero;
  signal.description = description === '' ? defaultDescription : description;
  return signal;
}

/** Reads the fields of a line in order into `target`; returns what follows the last of them. */
function readFields<Target>(
  text: string,
  fields: readonly Field<Target>[],
  target: Target,
  requiredCount: number,
  at: LinePosition,
): string {
  let rest = text;
  for (const [index, field] of fields.entries()) {
    const token = /^\S*/.exec(rest)?.[0] ?? '';
    if (token === '') {
      if (index >= requiredCount) break;
      throw malformed(at.file, `Line ${at.line} has no ${field.name}.`);
    }
    const match = field.pattern.exec(token);
    if (match === null) {
      throw malformed(at.file, `Line ${at.line}: "${token}" is not a valid ${field.name}.`);
    }
    field.set(target, match.groups ?? {}, at.warn);
    rest = rest.slice(token.length).trimStart();
  }
  return rest;
}

function malformed(file: string, problem: string): AppError {
  return new AppError('file-malformed', `This is not a valid WFDB header. ${problem}`, {
    file,
    remedy: 'Get the header file again from where the recording came from.',
  });
}
