import { join } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import type { Lead, RecordingInfo, SignalChunk } from '../../app/domain/recording.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { createFrameEncoder, type SignalTotals } from '../../app/formats/wfdb/frames.ts';
import type { WfdbSignal } from '../../app/formats/wfdb/header.ts';
import type { SignalFormat } from '../../app/formats/wfdb/signal.ts';
import { encodeAnnotations } from '../../app/formats/wfdb/write-annotation.ts';
import { formatHeader } from '../../app/formats/wfdb/write-header.ts';
import { throwIfCancelled } from './file-errors.ts';
import { type CreateFile, refuseExisting, writeFileWhole } from './output-file.ts';

export interface WriteWfdbOptions {
  /** 212 takes 25 % less space but holds only -2047 to 2047. */
  readonly format?: SignalFormat;
  /** Replace files that exist; without it that is a 'conflict'. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
  readonly createFile?: CreateFile;
}

/**
 * Writes a recording as the WFDB record `<folder>/<info.name>.hea` and `.dat`. Throws AppError:
 * 'bad-request' for a name or sample that the format cannot hold, 'conflict', 'disk-full', 'cancelled'.
 */
export async function writeWfdbRecord(
  source: {
    readonly info: RecordingInfo;
    chunks(signal?: AbortSignal): AsyncIterable<SignalChunk> | Iterable<SignalChunk>;
  },
  folder: string,
  options: WriteWfdbOptions = {},
): Promise<{ headerFile: string; signalFile: string; sampleCount: number }> {
  const { format = 16, signal } = options;
  const { info } = source;
  const headerFile = join(folder, `${info.name}.hea`);
  const signalFile = join(folder, `${info.name}.dat`);
  if (options.overwrite !== true) await refuseExisting(headerFile);
  // Formatted once before anything is written, so that a bad name costs nothing.
  const describe = (totals: readonly SignalTotals[], frameCount: number): Buffer =>
    Buffer.from(
      orBadRequest(headerFile, () =>
        formatHeader({
          recordName: info.name,
          frameRateHz: info.sampleRateHz,
          frameCount,
          startTime: info.startTime,
          comments: info.comments,
          signals: info.leads.map((lead, index) =>
            signalOf(lead, `${info.name}.dat`, format, totals[index]),
          ),
        }),
      ),
    );
  describe([], 0);

  const encoder = createFrameEncoder(format, info.leads.length);
  let sampleCount = 0;
  await writeFileWhole(
    signalFile,
    async (file) => {
      for await (const chunk of source.chunks(signal)) {
        throwIfCancelled(signal, `Writing ${info.name}`);
        await file.write(orBadRequest(signalFile, () => encoder.encode(chunk.leads)));
        sampleCount += chunk.leads[0]?.length ?? 0;
      }
      await file.write(encoder.finish());
    },
    options,
  );
  await writeFileWhole(
    headerFile,
    (file) => file.write(describe(encoder.totals(), sampleCount)),
    options,
  );
  return { headerFile, signalFile, sampleCount };
}

/**
 * Writes annotations as a file in MIT format. `sampleRateHz` states their time resolution when it
 * is not the record's. Throws AppError 'bad-request', 'conflict' or 'disk-full'.
 */
export async function writeWfdbAnnotations(
  file: string,
  annotations: Iterable<WfdbAnnotation>,
  options: { sampleRateHz?: number | null; overwrite?: boolean; createFile?: CreateFile } = {},
): Promise<void> {
  const bytes = orBadRequest(file, () => encodeAnnotations(annotations, options));
  await writeFileWhole(file, (output) => output.write(bytes), options);
}

function signalOf(
  lead: Lead,
  fileName: string,
  format: SignalFormat,
  totals: SignalTotals | undefined,
): WfdbSignal {
  return {
    fileName,
    format,
    samplesPerFrame: 1,
    skewSamples: 0,
    byteOffset: 0,
    gain: lead.calibrated ? lead.gainPerUnit : 0,
    baseline: lead.baseline,
    units: lead.units,
    adcResolutionBits: format === 16 ? 16 : 12,
    adcZero: 0,
    initialValue: totals?.firstValue ?? 0,
    checksum: totals?.checksum ?? 0,
    blockSizeBytes: 0,
    description: lead.name,
  };
}

/** Encoders know the format, not the file; here both meet. */
function orBadRequest<T>(file: string, encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('bad-request', `"${file}" cannot be written. ${error.message}.`, {
      file,
      remedy: 'Choose another name, or signal format 16, which holds every sample.',
      cause: error,
    });
  }
}
