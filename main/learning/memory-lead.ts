import { INVALID_SAMPLE, type SampleReader, type SignalChunk } from '../../app/domain/recording.ts';
import type { RecordingInfo } from '../../app/domain/recording.ts';

/** One lead of a short recording (half an hour, say) in memory, as a reader of that lead alone. */
export async function readLeadToMemory(
  info: Pick<RecordingInfo, 'sampleRateHz' | 'leads'>,
  lead: number,
  chunks: AsyncIterable<SignalChunk> | Iterable<SignalChunk>,
): Promise<SampleReader> {
  const description = info.leads[lead];
  if (description === undefined) throw new RangeError(`There is no lead ${lead}`);
  const parts: Int16Array[] = [];
  let sampleCount = 0;
  for await (const chunk of chunks) {
    const part = chunk.leads[lead]?.slice() ?? new Int16Array(0);
    parts.push(part);
    sampleCount += part.length;
  }
  const samples = new Int16Array(sampleCount);
  let offset = 0;
  for (const part of parts) {
    samples.set(part, offset);
    offset += part.length;
  }
  return {
    sampleRateHz: info.sampleRateHz,
    sampleCount,
    leads: [description],
    read(_lead, startSample, endSample) {
      const output = new Int16Array(endSample - startSample).fill(INVALID_SAMPLE);
      const from = Math.max(0, startSample);
      const to = Math.min(sampleCount, endSample);
      if (to > from) output.set(samples.subarray(from, to), from - startSample);
      return output;
    },
  };
}
