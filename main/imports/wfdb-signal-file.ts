import { open, type FileHandle } from 'node:fs/promises';
import { INVALID_SAMPLE, type IntegrityFinding } from '../../app/domain/recording.ts';
import { createFrameDecoder } from '../../app/formats/wfdb/frames.ts';
import { verifySignal } from '../../app/formats/wfdb/integrity.ts';
import type { SignalGroup } from '../../app/formats/wfdb/record.ts';
import { bytesForSamples, samplesInBytes } from '../../app/formats/wfdb/signal.ts';
import { asFileError } from './file-errors.ts';
import { locateSignalFile, type WfdbLocation } from './wfdb-files.ts';

/** A signal file, its size measured when the recording was opened. */
export interface SignalFile {
  readonly group: SignalGroup;
  readonly path: string | Buffer;
  readonly shown: string;
  readonly samplesPerFrame: readonly number[];
  readonly frameSize: number;
  /** Whole frames in the file. */
  readonly frameCount: number;
  readonly sizeBytes: number;
}

export async function measureSignalFile(
  location: WfdbLocation,
  group: SignalGroup,
): Promise<SignalFile> {
  const { path, shown, sizeBytes } = await locateSignalFile(location, group.fileName);
  const samplesPerFrame = group.signals.map((signal) => signal.samplesPerFrame);
  const frameSize = samplesPerFrame.reduce((sum, count) => sum + count, 0);
  const dataBytes = Math.max(0, sizeBytes - group.byteOffset);
  const frameCount = Math.floor(samplesInBytes(group.format, dataBytes) / frameSize);
  return { group, path, shown, samplesPerFrame, frameSize, frameCount, sizeBytes };
}

export interface SignalFileReader {
  /** Frames of all leads of the file; INVALID_SAMPLE where the file has ended. */
  read(firstFrame: number, frames: number): Promise<Int16Array[]>;
  /** What reading showed; `statedFrames` is the header's record length. */
  verify(statedFrames: number | null): IntegrityFinding[];
  close(): Promise<void>;
}

/** Opens a signal file of which `frameCount` frames will be asked for. */
export async function openSignalFile(
  file: SignalFile,
  outputSamplesPerFrame: number,
  frameCount: number,
): Promise<SignalFileReader> {
  const { group, frameSize, samplesPerFrame } = file;
  const decoder = createFrameDecoder({
    format: group.format,
    samplesPerFrame,
    outputSamplesPerFrame,
  });
  const handle = await open(file.path, 'r').catch((error: unknown) => {
    throw asFileError(error, file.shown, 'read');
  });
  let framesRead = 0;

  return {
    async read(firstFrame, frames) {
      const length = frames * outputSamplesPerFrame;
      const lastFrame = Math.min(firstFrame + frames, file.frameCount);
      const from = bytesForSamples(group.format, Math.min(firstFrame, lastFrame) * frameSize);
      const to = bytesForSamples(group.format, lastFrame * frameSize);
      const bytes = await readBytes(handle, group.byteOffset + from, to - from, file.shown);
      const leads = decoder.decode(bytes);
      framesRead += (leads[0]?.length ?? 0) / outputSamplesPerFrame;
      return leads.map((samples) => padded(samples, length));
    },
    verify(statedFrames) {
      const complete = framesRead === statedFrames;
      const findings = decoder.totals().flatMap((totals, index) => {
        const signal = group.signals[index];
        if (signal === undefined) return [];
        return verifySignal(group.firstLead + index, signal, totals, { complete });
      });
      if (framesRead < Math.min(frameCount, file.frameCount)) {
        const message = `"${group.fileName}" became shorter while it was read. What it held was read.`;
        findings.push({ check: 'length', lead: group.firstLead, ok: false, message });
      }
      return findings;
    },
    close: () => handle.close(),
  };
}

async function readBytes(
  handle: FileHandle,
  position: number,
  length: number,
  shown: string,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  try {
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
      // The file became shorter since it was opened; the rest is reported as missing.
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
  } catch (error) {
    throw asFileError(error, shown, 'read');
  }
  return bytes.subarray(0, filled);
}

function padded(samples: Int16Array, length: number): Int16Array {
  if (samples.length === length) return samples;
  const whole = new Int16Array(length).fill(INVALID_SAMPLE);
  whole.set(samples);
  return whole;
}
