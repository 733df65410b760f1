import type { LogEntry } from '../domain/annotation-log.ts';
import type { BeatValue } from '../domain/reading.ts';

/**
 * The log of edits as LightWAVE writes it and `patchann` of the WFDB software applies it to an
 * annotation file (format: LightWAVE's edit-log.html; behaviour: patchann.c, Moody 2013). After two
 * lines of head comes one line an annotation: `sample,type` inserts it, a minus in front deletes
 * it. A change is a deletion and an insertion; a deletion applies only on an exact match. Subtype,
 * channel and number are 0 for beats, and so left out.
 */
export interface LightwaveLogHead {
  readonly record: string;
  readonly annotator: string;
  readonly sampleRateHz: number;
}

const LINE_END = '\r\n';

/**
 * Lines of a log with their ends, the head first. Entries come in the order in which they were
 * made; those that change neither place nor class (a confirmed label, say) leave no line.
 */
export function* lightwaveLog(
  { record, annotator, sampleRateHz }: LightwaveLogHead,
  entries: Iterable<LogEntry>,
): Generator<string> {
  const head = `Record ${record}, annotator ${annotator} (${sampleRateHz} samples/second)`;
  yield `[LWEditLog-1.0] ${head}${LINE_END}${LINE_END}`;
  for (const { before, after } of entries) {
    const deleted = before === null ? null : annotation(before);
    const inserted = after === null ? null : annotation(after);
    if (deleted === inserted) continue;
    if (deleted !== null) yield `-${deleted}${LINE_END}`;
    if (inserted !== null) yield `${inserted}${LINE_END}`;
  }
}

/** The five classes are mnemonics of annotation codes as they are. */
function annotation({ sample, beatClass }: BeatValue): string {
  return `${sample},${beatClass}`;
}
