import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { SampleWindow } from '../../app/contract/samples.ts';
import { AppError } from '../../app/domain/app-error.ts';
import {
  INVALID_SAMPLE,
  type RecordingInfo,
  type SampleReader,
} from '../../app/domain/recording.ts';
import {
  PYRAMID_BASE,
  type PyramidLevel,
  pyramidLevels,
  reduceSamples,
  samplesPerPointFor,
} from '../../app/signal/pyramid.ts';
import {
  DISPLAY_FILTER_MARGIN_S,
  type DisplayFilter,
  filterForDisplay,
  isFilterOff,
} from '../../app/signal/display-filter.ts';
import { asFileError } from './file-errors.ts';
import { bytesOf } from './output-file.ts';
import {
  descriptionFile,
  parseDescription,
  pyramidFile,
  type RecordingDescription,
  samplesFile,
} from './recording-layout.ts';

export { writeRecordingFolder } from './recording-folder-writer.ts';

const BYTES_PER_SAMPLE = 2;
const BYTES_PER_PAIR = 4;

export interface RecordingFolder extends SampleReader {
  readonly info: RecordingInfo;
  /**
   * What a strip `columns` pixels wide needs to draw [startSample, endSample): the samples, or
   * extremes of the coarsest kind that still gives two points per column. The result covers the
   * stretch, clipped to the recording, and begins at a multiple of its `samplesPerPoint`, so that
   * neighbouring windows fit together. A display filter always works on the samples themselves,
   * before they are reduced, so that its picture is true at every zoom.
   */
  window(
    startSample: number,
    endSample: number,
    columns: number,
    choice?: WindowChoice,
  ): SampleWindow;
  close(): void;
}

/** What of a window is asked for: all leads as they are stored, unless it says otherwise. */
export interface WindowChoice {
  /** Index of the only lead. */
  readonly lead?: number | undefined;
  readonly filter?: DisplayFilter;
}

interface LeadFiles {
  readonly samples: number;
  readonly pyramid: number;
}

/**
 * Opens a stored recording for random access through synchronous reads of what is asked for, and
 * nothing more. Throws AppError 'file-missing', 'file-truncated' or 'file-malformed'.
 */
export function openRecordingFolder(folder: string): RecordingFolder {
  const { info, sampleCount } = readDescription(folder);
  const levels = pyramidLevels(sampleCount);
  const leads = openLeads(folder, info.leads.length, sampleCount, levels);

  const files = (lead: number): LeadFiles => {
    const found = leads[lead];
    if (found === undefined) throw new RangeError(`Recording ${info.name} has no lead ${lead}`);
    return found;
  };
  const read = (lead: number, startSample: number, endSample: number): Int16Array => {
    const { samples } = files(lead);
    const length = Math.max(0, endSample - startSample);
    const from = clamp(startSample, 0, sampleCount);
    const to = clamp(endSample, from, sampleCount);
    const result = new Int16Array(length);
    if (to - from < length) result.fill(INVALID_SAMPLE);
    const target = result.subarray(from - startSample, to - startSample);
    if (to > from) readInto(samples, target, from * BYTES_PER_SAMPLE, samplesFile(folder, lead));
    return result;
  };
  const readPairs = (lead: number, level: PyramidLevel, from: number, to: number): Int16Array => {
    const pairs = new Int16Array(2 * (to - from));
    const position = (level.firstPoint + from) * BYTES_PER_PAIR;
    readInto(files(lead).pyramid, pairs, position, pyramidFile(folder, lead));
    return pairs;
  };

  const readFiltered = (lead: number, from: number, to: number, filter: DisplayFilter) => {
    const margin = Math.ceil(DISPLAY_FILTER_MARGIN_S * info.sampleRateHz);
    const wide = read(lead, from - margin, to + margin);
    const baseline = info.leads[lead]?.baseline ?? 0;
    const filtered = filterForDisplay(wide, info.sampleRateHz, baseline, filter);
    return filtered.subarray(margin, margin + to - from);
  };

  return {
    info,
    sampleRateHz: info.sampleRateHz,
    sampleCount,
    leads: info.leads,
    read,
    window(startSample, endSample, columns, { lead: onlyLead, filter } = {}) {
      const from = clamp(Math.floor(startSample), 0, sampleCount);
      const to = clamp(Math.ceil(endSample), from, sampleCount);
      const wanted = samplesPerPointFor((endSample - startSample) / Math.max(1, columns));
      const level = levels.findLast((candidate) => candidate.samplesPerPoint <= wanted);
      const samplesPerPoint = level?.samplesPerPoint ?? Math.min(wanted, PYRAMID_BASE);
      const firstPoint = Math.floor(from / samplesPerPoint);
      const pointsPerLead = Math.max(0, Math.ceil(to / samplesPerPoint) - firstPoint);
      const first = firstPoint * samplesPerPoint;
      const last = Math.min(first + pointsPerLead * samplesPerPoint, sampleCount);
      return {
        startSample: first,
        samplesPerPoint,
        pointsPerLead,
        leads: (onlyLead === undefined ? [...leads.keys()] : [onlyLead]).map((lead) => {
          const filtered = filter !== undefined && !isFilterOff(filter);
          if (level !== undefined && !filtered) {
            return splitPairs(readPairs(lead, level, firstPoint, firstPoint + pointsPerLead));
          }
          const samples = filtered
            ? readFiltered(lead, first, last, filter)
            : read(lead, first, last);
          if (samplesPerPoint === 1) return { min: samples, max: samples };
          return splitPairs(reduceSamples(samples, samplesPerPoint));
        }),
      };
    },
    close() {
      closeAll(leads);
    },
  };
}

function readDescription(folder: string): RecordingDescription {
  const file = descriptionFile(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw asFileError(error, file, 'read');
  }
  const description = parseDescription(text);
  if (description === null) throw damaged('file-malformed', file);
  return description;
}

function openLeads(
  folder: string,
  leadCount: number,
  sampleCount: number,
  levels: readonly PyramidLevel[],
): LeadFiles[] {
  const pairCount = levels.reduce((sum, level) => sum + level.pointCount, 0);
  const leads: LeadFiles[] = [];
  try {
    for (let lead = 0; lead < leadCount; lead++) {
      const samples = openExact(samplesFile(folder, lead), sampleCount * BYTES_PER_SAMPLE);
      try {
        const pyramid = openExact(pyramidFile(folder, lead), pairCount * BYTES_PER_PAIR);
        leads.push({ samples, pyramid });
      } catch (error) {
        closeSync(samples);
        throw error;
      }
    }
  } catch (error) {
    closeAll(leads);
    throw error;
  }
  return leads;
}

/** Opens a file that must have exactly this size: any other means that it is damaged. */
function openExact(file: string, sizeBytes: number): number {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw asFileError(error, file, 'read');
  }
  if (fstatSync(descriptor).size !== sizeBytes) {
    closeSync(descriptor);
    throw damaged('file-truncated', file);
  }
  return descriptor;
}

function readInto(descriptor: number, target: Int16Array, position: number, file: string): void {
  const bytes = bytesOf(target);
  let filled = 0;
  while (filled < bytes.length) {
    let count: number;
    try {
      count = readSync(descriptor, bytes, filled, bytes.length - filled, position + filled);
    } catch (error) {
      throw asFileError(error, file, 'read');
    }
    if (count === 0) throw damaged('file-truncated', file);
    filled += count;
  }
}

function splitPairs(pairs: Int16Array): { min: Int16Array; max: Int16Array } {
  const count = pairs.length / 2;
  const min = new Int16Array(count);
  const max = new Int16Array(count);
  for (let index = 0; index < count; index++) {
    min[index] = pairs[2 * index] ?? INVALID_SAMPLE;
    max[index] = pairs[2 * index + 1] ?? INVALID_SAMPLE;
  }
  return { min, max };
}

function closeAll(leads: readonly LeadFiles[]): void {
  for (const { samples, pyramid } of leads) {
    closeSync(samples);
    closeSync(pyramid);
  }
}

function damaged(code: 'file-truncated' | 'file-malformed', file: string): AppError {
  return new AppError(
    code,
    `The stored recording is damaged: "${file}" is not as it was written.`,
    {
      file,
      remedy: 'Remove the recording from the library and import it again from its original file.',
    },
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
