import { formatStartTime } from './start-time.ts';
import type { WfdbHeader, WfdbSignal } from './header.ts';

/** What a header needs; everything else is derived. */
export type WritableHeader = Pick<
  WfdbHeader,
  'recordName' | 'frameRateHz' | 'frameCount' | 'startTime' | 'signals' | 'comments'
>;

/**
 * The text of a WFDB header, every field written out so that no reader has to know the defaults.
 * Throws RangeError when a name cannot be written in the format.
 */
export function formatHeader(header: WritableHeader): string {
  if (!/^[A-Za-z0-9_]+$/.test(header.recordName)) {
    throw new RangeError('A WFDB record name may hold only letters, digits and "_"');
  }
  const start = header.startTime === null ? '' : ` ${formatStartTime(header.startTime)}`;
  const frames = header.frameCount ?? 0;
  return [
    `${header.recordName} ${header.signals.length} ${header.frameRateHz} ${frames}${start}`,
    ...header.signals.map(formatSignal),
    ...header.comments.map((comment) => `# ${singleLine(comment)}`),
    '',
  ].join('\n');
}

function formatSignal(signal: WfdbSignal): string {
  if (/\s/.test(signal.fileName) || signal.fileName === '') {
    throw new RangeError('A WFDB signal file name may not be empty or hold spaces');
  }
  const perFrame = signal.samplesPerFrame === 1 ? '' : `x${signal.samplesPerFrame}`;
  const skew = signal.skewSamples === 0 ? '' : `:${signal.skewSamples}`;
  const offset = signal.byteOffset === 0 ? '' : `+${signal.byteOffset}`;
  const units = signal.units.replace(/\s+/g, '_');
  return [
    signal.fileName,
    `${signal.format}${perFrame}${skew}${offset}`,
    `${signal.gain}(${signal.baseline})/${units}`,
    signal.adcResolutionBits,
    signal.adcZero,
    signal.initialValue ?? 0,
    signal.checksum ?? 0,
    signal.blockSizeBytes,
    singleLine(signal.description),
  ].join(' ');
}

function singleLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}
