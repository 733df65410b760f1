import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../app/domain/app-error.ts';
import type { IntegrityFinding, SignalChunk } from '../../app/domain/recording.ts';
import { createPyramidBuilder, type PyramidBuilder } from '../../app/signal/pyramid.ts';
import { asFileError, throwIfCancelled } from './file-errors.ts';
import { bytesOf, createFileOnDisk, exists, syncFolder } from './output-file.ts';
import type { CreateFile, OutputFile } from './output-file.ts';
import type { RecordingSource } from './recording-format.ts';
import {
  descriptionFile,
  formatDescription,
  PARTIAL_SUFFIX,
  pyramidFile,
  samplesFile,
} from './recording-layout.ts';

/** What can be stored: a recording source, or samples that are generated. */
export type RecordingStream = Pick<RecordingSource, 'info' | 'expectedSamples' | 'findings'> & {
  chunks(signal?: AbortSignal): AsyncIterable<SignalChunk> | Iterable<SignalChunk>;
};

export interface WriteRecordingOptions {
  /** Sees every chunk after it is stored, e.g. to detect beats in the same pass. */
  readonly onChunk?: (chunk: SignalChunk) => void;
  /** 0 to 1, once per chunk. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
  readonly createFile?: CreateFile;
}

/**
 * Stores a recording as a library folder (layout: recording-layout.ts). The folder gets its name
 * only when everything is on the disk, so after a crash it is whole or not there; what an earlier
 * crash left is replaced. Throws AppError: 'disk-full' naming the folder, 'conflict' when the
 * folder exists, 'cancelled', or what reading threw; nothing is left behind then.
 */
export async function writeRecordingFolder(
  source: RecordingStream,
  folder: string,
  options: WriteRecordingOptions = {},
): Promise<{ sampleCount: number; findings: IntegrityFinding[] }> {
  if (await exists(folder)) {
    throw new AppError('conflict', `The library already has a recording in "${folder}".`, {
      file: folder,
      remedy: 'Remove that recording first.',
    });
  }
  const partial = folder + PARTIAL_SUFFIX;
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true, mode: 0o700 });
    const result = await writeContents(source, partial, options);
    await syncFolder(partial);
    throwIfCancelled(options.signal, `Importing ${source.info.name}`);
    await rename(partial, folder);
    await syncFolder(dirname(folder));
    return result;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw asFileError(error, folder, 'written');
  }
}

interface LeadOutput {
  readonly samples: OutputFile;
  readonly pyramid: OutputFile;
  readonly builder: PyramidBuilder;
}

async function writeContents(
  source: RecordingStream,
  folder: string,
  options: WriteRecordingOptions,
): Promise<{ sampleCount: number; findings: IntegrityFinding[] }> {
  const createFile = options.createFile ?? createFileOnDisk;
  const opened: OutputFile[] = [];
  const create = async (path: string): Promise<OutputFile> => {
    const file = await createFile(path);
    opened.push(file);
    return file;
  };
  try {
    const outputs: LeadOutput[] = [];
    for (let lead = 0; lead < source.info.leads.length; lead++) {
      outputs.push({
        samples: await create(samplesFile(folder, lead)),
        pyramid: await create(pyramidFile(folder, lead)),
        builder: createPyramidBuilder(),
      });
    }
    const sampleCount = await writeSamples(source, outputs, options);
    const findings = source.findings();
    const description = await create(descriptionFile(folder));
    const text = formatDescription({ sampleCount, info: source.info, findings });
    await description.write(Buffer.from(text));
    for (const file of opened) await file.sync();
    return { sampleCount, findings };
  } finally {
    for (const file of opened) await file.close();
  }
}

async function writeSamples(
  source: RecordingStream,
  outputs: readonly LeadOutput[],
  options: WriteRecordingOptions,
): Promise<number> {
  const { onChunk, onProgress, signal } = options;
  let sampleCount = 0;
  for await (const chunk of source.chunks(signal)) {
    throwIfCancelled(signal, `Importing ${source.info.name}`);
    for (const [lead, output] of outputs.entries()) {
      const samples = chunk.leads[lead];
      if (samples === undefined) throw new RangeError(`A chunk has no lead ${lead}`);
      await output.samples.write(bytesOf(samples));
      await output.pyramid.write(bytesOf(output.builder.push(samples)));
    }
    sampleCount += chunk.leads[0]?.length ?? 0;
    onChunk?.(chunk);
    if (source.expectedSamples !== null) {
      onProgress?.(Math.min(1, sampleCount / source.expectedSamples));
    }
  }
  if (sampleCount === 0) {
    throw new AppError('file-truncated', `Recording ${source.info.name} holds no samples.`, {
      remedy: 'Get the recording again from where it came from.',
    });
  }
  for (const { pyramid, builder } of outputs) await pyramid.write(bytesOf(builder.finish()));
  return sampleCount;
}
