import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordingInfo, SignalChunk } from '../../app/domain/recording.ts';
import type { SignalFormat } from '../../app/formats/wfdb/signal.ts';
import type { RecordingSource } from '../../main/imports/recording-source.ts';
import { writeWfdbRecord } from '../../main/imports/wfdb-writer.ts';

/** A description for generated leads. */
export function recordingInfo(name: string, leadCount: number, sampleRateHz = 250): RecordingInfo {
  return {
    name,
    sampleRateHz,
    leads: Array.from({ length: leadCount }, (_, lead) => ({
      name: `lead ${lead}`,
      units: 'mV',
      gainPerUnit: 200,
      baseline: 0,
      calibrated: true,
    })),
    startTime: null,
    comments: [],
  };
}

/** Leads whose every sample is different from its neighbours and from the other leads'. */
export function generatedLeads(leadCount: number, sampleCount: number): Int16Array[] {
  return Array.from({ length: leadCount }, (_, lead) =>
    Int16Array.from(
      { length: sampleCount },
      (__, index) => ((index * 37 + lead * 501) % 4001) - 2000,
    ),
  );
}

export function* chunksOf(leads: readonly Int16Array[], size = 10_000): Generator<SignalChunk> {
  const length = leads[0]?.length ?? 0;
  for (let start = 0; start < length; start += size) {
    yield { startSample: start, leads: leads.map((lead) => lead.slice(start, start + size)) };
  }
}

/** Writes a valid record of generated samples into a folder; returns its header's path. */
export async function writeGeneratedRecord(
  folder: string,
  name: string,
  options: { leadCount?: number; sampleCount?: number; format?: SignalFormat } = {},
): Promise<string> {
  const { leadCount = 2, sampleCount = 1000, format = 16 } = options;
  const leads = generatedLeads(leadCount, sampleCount);
  const source = { info: recordingInfo(name, leadCount), chunks: () => chunksOf(leads) };
  const { headerFile } = await writeWfdbRecord(source, folder, { format });
  return headerFile;
}

/** Writes a header with the given text and a signal file of the given bytes beside it. */
export function writeRawRecord(
  folder: string,
  name: string,
  header: string | Uint8Array,
  signal?: Uint8Array,
): string {
  const headerFile = path.join(folder, `${name}.hea`);
  writeFileSync(headerFile, header);
  if (signal !== undefined) writeFileSync(path.join(folder, `${name}.dat`), signal);
  return headerFile;
}

/** All samples of a source, lead by lead. */
export async function readAll(
  source: Pick<RecordingSource, 'info' | 'chunks'>,
): Promise<number[][]> {
  const leads: number[][] = source.info.leads.map(() => []);
  let expectedStart = 0;
  for await (const chunk of source.chunks()) {
    if (chunk.startSample !== expectedStart) throw new Error('The chunks are not contiguous');
    expectedStart += chunk.leads[0]?.length ?? 0;
    chunk.leads.forEach((samples, lead) => {
      const target = leads[lead];
      for (const sample of samples) target?.push(sample);
    });
  }
  return leads;
}

/** Samples as format 16 has them. */
export function bytesOf(...samples: readonly number[]): Uint8Array {
  return new Uint8Array(Int16Array.from(samples).buffer);
}
