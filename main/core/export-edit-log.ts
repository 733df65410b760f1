import path from 'node:path';
import { lightwaveLog } from '../../app/formats/lightwave-log.ts';
import { writeFileWhole } from '../imports/output-file.ts';
import type { CoreContext } from './context.ts';

/** Annotator name of Ectopy's own readings: what the log is to be applied to. */
const READING_ANNOTATOR = 'ect';
const LINES_A_WRITE = 4096;

/**
 * Writes the edit log of the open reading as `<record>.ect.log`, undone edits with what undid them.
 * @throws AppError conflict when the file exists already, and what writing throws
 */
export async function exportEditLog(
  { store, readings }: Pick<CoreContext, 'store' | 'readings'>,
  recordingId: string,
  folder: string,
): Promise<{ path: string; lines: number }> {
  const { recording, identity, signed } = readings.of(recordingId);
  const through = signed?.version.editsThrough ?? store.edits.lastSeq();
  const head = {
    record: recording.name,
    annotator: READING_ANNOTATOR,
    sampleRateHz: recording.sampleRateHz,
  };
  const entries = store.edits.entriesThrough(identity.key, through);
  const file = path.join(folder, `${recording.name}.${READING_ANNOTATOR}.log`);
  const encoder = new TextEncoder();
  let lines = -1;
  await writeFileWhole(file, async (output) => {
    let chunk: string[] = [];
    for (const line of lightwaveLog(head, entries)) {
      chunk.push(line);
      lines += 1;
      if (chunk.length < LINES_A_WRITE) continue;
      await output.write(encoder.encode(chunk.join('')));
      chunk = [];
    }
    await output.write(encoder.encode(chunk.join('')));
  });
  return { path: file, lines };
}
