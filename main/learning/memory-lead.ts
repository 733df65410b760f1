import { INVALID_SAMPLE, type SampleReader, type SignalChunk } from '../../app/domain/recording.ts';
import type { RecordingInfo } from '../../app/domain/recording.ts';

type Chunks = AsyncIterable<SignalChunk> | Iterable<SignalChunk>;

/** One lead of a short recording (half an hour, say) in memory, as a reader of that lead alone. */
export function readLeadToMemory(
  info: Pick<RecordingInfo, 'sampleRateHz' | 'leads'>,
  lead: number,
  chunks: Chunks,
): Promise<SampleReader> {
  return readLeadsToMemory(info, [lead], chunks);
}

/** Some leads of a short recording in memory, as a reader of those leads in that order. */
export async function readLeadsToMemory(
  info: Pick<RecordingInfo, 'sampleRateHz' | 'leads'>,
  leads: readonly number[],
  chunks: Chunks,
  onChunk?: (chunk: SignalChunk) => void,
): Promise<SampleReader> {
  const descriptions = leads.map((lead) => {
    const description = info.leads[lead];
    if (description === undefined) throw new RangeError(`There is no lead ${lead}`);
    return description;
  });
  const parts: Int16Array[][] = leads.map(() => []);
  for await (const chunk of chunks) {
    onChunk?.(chunk);
    leads.forEach((lead, index) => {
      parts[index]?.push(chunk.leads[lead]?.slice() ?? new Int16Array(0));
    });
  }
  const samples = parts.map(joined);
  const sampleCount = samples[0]?.length ?? 0;
  return {
    sampleRateHz: info.sampleRateHz,
    sampleCount,
    leads: descriptions,
    read(lead, startSample, endSample) {
      const output = new Int16Array(endSample - startSample).fill(INVALID_SAMPLE);
      const from = Math.max(0, startSample);
      const to = Math.min(sampleCount, endSample);
      const own = samples[lead];
      if (own === undefined) throw new RangeError(`There is no lead ${lead}`);
      if (to > from) output.set(own.subarray(from, to), from - startSample);
      return output;
    },
  };
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
