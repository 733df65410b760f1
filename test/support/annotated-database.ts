import path from 'node:path';
import { createDemoHolter } from '../../app/demo/demo-holter.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { beatAnnotations } from '../../main/cli/write-reading.ts';
import { writeWfdbAnnotations, writeWfdbRecord } from '../../main/imports/wfdb-writer.ts';

/** A code that ecgcodes.h leaves undefined. */
const UNKNOWN_CODE = 17;

/**
 * Writes synthetic recordings with reference annotations under the names of a database's records;
 * each is another day of the generator. One annotation in each has a code that no mapping knows.
 */
export async function writeAnnotatedRecords(
  folder: string,
  names: readonly string[],
  minutes: number,
): Promise<void> {
  for (const [index, name] of names.entries()) {
    const demo = createDemoHolter({
      hours: minutes / 60,
      seed: index + 1,
      leadCount: 2,
      sampleRateHz: 125,
    });
    const info = { ...demo.info, name };
    await writeWfdbRecord({ info, chunks: () => demo.chunks() }, folder, { format: 16 });
    const { sample, beatClass } = demo.truth;
    const annotations = [unknownAnnotation(), ...beatAnnotations(sample, beatClass)];
    await writeWfdbAnnotations(path.join(folder, `${name}.atr`), annotations);
  }
}

function unknownAnnotation(): WfdbAnnotation {
  return { sample: 1, code: UNKNOWN_CODE, subtype: 0, channel: 0, num: 0, aux: '' };
}
