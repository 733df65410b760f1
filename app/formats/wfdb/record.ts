import { AppError } from '../../domain/app-error.ts';
import type { Lead, RecordingInfo } from '../../domain/recording.ts';
import type { WfdbHeader, WfdbSignal } from './header.ts';
import { isSignalFormat, SIGNAL_FORMATS, type SignalFormat } from './signal.ts';

/** Signals that share one file, in the order in which that file multiplexes them. */
export interface SignalGroup {
  readonly fileName: string;
  readonly format: SignalFormat;
  readonly byteOffset: number;
  /** Index of the group's first signal in the record. */
  readonly firstLead: number;
  readonly signals: readonly WfdbSignal[];
}

/** A header that Ectopy can import, in the terms of the domain. */
export interface WfdbRecord {
  readonly info: RecordingInfo;
  readonly groups: readonly SignalGroup[];
  /** Samples of every lead per frame, after leads with fewer are held to the fastest lead's rate. */
  readonly samplesPerFrame: number;
}

const MAX_LEADS = 12;
/** Nothing records an ECG beyond these; a header that says so is wrong or not of an ECG. */
const MIN_SAMPLE_RATE_HZ = 1;
const MAX_SAMPLE_RATE_HZ = 10_000;
const MAX_SAMPLES_PER_FRAME = 65_536;
const MAX_SKEW_S = 60;

/** header(5): an uncalibrated signal is assumed to have 200 ADC units per millivolt. */
const DEFAULT_GAIN = 200;

const UNITS_PER_MILLIVOLT = new Map([
  ['v', 0.001],
  ['mv', 1],
  ['uv', 1000],
  ['\u00b5v', 1000], // micro sign
  ['\u03bcv', 1000], // Greek mu
  ['nv', 1_000_000],
]);

/** Names of the formats of signal(5), for the message that one of them cannot be read. */
const FORMAT_NAMES = new Map([
  [0, 'no samples'],
  [8, '8-bit first differences'],
  [24, '24-bit'],
  [32, '32-bit'],
  [61, '16-bit big-endian'],
  [80, '8-bit offset binary'],
  [160, '16-bit offset binary'],
  [310, 'packed 10-bit'],
  [311, 'packed 10-bit'],
  [508, 'FLAC, 8-bit'],
  [516, 'FLAC, 16-bit'],
  [524, 'FLAC, 24-bit'],
]);

/**
 * Decides whether Ectopy can import a record and says what it will be. `file` names the header.
 * Throws AppError 'unsupported-format' for a valid record that it does not read, 'file-malformed'
 * for one that cannot be true.
 */
export function recordFromHeader(header: WfdbHeader, file: string): WfdbRecord {
  checkShape(header, file);
  const groups = groupSignals(header.signals, file);
  const samplesPerFrame = Math.max(...header.signals.map((signal) => signal.samplesPerFrame));
  const sampleRateHz = header.frameRateHz * samplesPerFrame;
  checkRate(sampleRateHz, samplesPerFrame, file);
  for (const signal of header.signals) {
    if (signal.skewSamples / (header.frameRateHz * signal.samplesPerFrame) > MAX_SKEW_S) {
      throw new AppError(
        'file-malformed',
        `The header shifts lead "${signal.description}" by ${signal.skewSamples} samples, more than a minute.`,
        { file, remedy: 'Correct the skew in the header file.' },
      );
    }
  }
  const info: RecordingInfo = {
    name: header.recordName,
    sampleRateHz,
    leads: header.signals.map((signal) => leadOf(signal, file)),
    startTime: header.startTime,
    comments: header.comments,
  };
  return { info, groups, samplesPerFrame };
}

function checkShape(header: WfdbHeader, file: string): void {
  if (header.segmentCount !== null) {
    throw new AppError(
      'unsupported-format',
      `Record ${header.recordName} consists of ${header.segmentCount} segments. Ectopy reads records of one segment.`,
      { file, remedy: 'Open one segment, or join them with the WFDB program xform first.' },
    );
  }
  if (header.signalCount === 0) {
    throw new AppError('file-malformed', `Record ${header.recordName} has no leads.`, {
      file,
      remedy: 'Choose a record that holds signals.',
    });
  }
  if (header.signalCount > MAX_LEADS) {
    throw new AppError(
      'unsupported-format',
      `Record ${header.recordName} has ${header.signalCount} signals. Ectopy reads 1 to ${MAX_LEADS}.`,
      {
        file,
        remedy: 'Extract the leads to be reviewed, for example with the WFDB program xform.',
      },
    );
  }
}

function checkRate(sampleRateHz: number, samplesPerFrame: number, file: string): void {
  const possible = sampleRateHz >= MIN_SAMPLE_RATE_HZ && sampleRateHz <= MAX_SAMPLE_RATE_HZ;
  if (!possible || samplesPerFrame > MAX_SAMPLES_PER_FRAME) {
    throw new AppError(
      'file-malformed',
      `The header states a sampling rate of ${sampleRateHz} Hz. An ECG has ${MIN_SAMPLE_RATE_HZ} to ${MAX_SAMPLE_RATE_HZ} Hz.`,
      { file, remedy: 'Correct the sampling frequency in the first line of the header file.' },
    );
  }
}

function groupSignals(signals: readonly WfdbSignal[], file: string): SignalGroup[] {
  const groups: (SignalGroup & { signals: WfdbSignal[] })[] = [];
  for (const [lead, signal] of signals.entries()) {
    const { fileName, format, byteOffset } = signal;
    if (!isSignalFormat(format)) throw unsupportedFormat(signal, file);
    const last = groups.at(-1);
    if (last?.fileName !== fileName) {
      if (groups.some((group) => group.fileName === fileName)) {
        throw inconsistent(`The signals in "${fileName}" are not listed together.`, file);
      }
      groups.push({ fileName, format, byteOffset, firstLead: lead, signals: [signal] });
    } else if (last.format !== format || last.byteOffset !== byteOffset) {
      throw inconsistent(`The signals in "${fileName}" differ in format or byte offset.`, file);
    } else {
      last.signals.push(signal);
    }
  }
  return groups;
}

function unsupportedFormat(signal: WfdbSignal, file: string): AppError {
  const name = FORMAT_NAMES.get(signal.format);
  const described = name === undefined ? 'which does not exist' : `(${name})`;
  return new AppError(
    'unsupported-format',
    `Lead "${signal.description}" is in WFDB signal format ${signal.format} ${described}. Ectopy reads formats ${SIGNAL_FORMATS.join(' and ')}.`,
    { file, remedy: 'Convert the record to format 16, for example with the WFDB program xform.' },
  );
}

function inconsistent(problem: string, file: string): AppError {
  return new AppError('file-malformed', `The header contradicts itself. ${problem}`, {
    file,
    remedy: 'Get the header file again from where the recording came from.',
  });
}

/** Voltages in any unit become millivolts, so that 10 mm/mV means the same for every lead. */
function leadOf(signal: WfdbSignal, file: string): Lead {
  const calibrated = signal.gain !== 0;
  const perMillivolt = UNITS_PER_MILLIVOLT.get(signal.units.toLowerCase());
  const gainPerUnit = calibrated ? signal.gain * (perMillivolt ?? 1) : DEFAULT_GAIN;
  if (!Number.isFinite(gainPerUnit) || gainPerUnit === 0 || !Number.isFinite(signal.baseline)) {
    throw inconsistent(`The gain of lead "${signal.description}" is ${signal.gain}.`, file);
  }
  return {
    name: signal.description,
    units: perMillivolt === undefined ? signal.units : 'mV',
    gainPerUnit,
    baseline: signal.baseline,
    calibrated,
  };
}
