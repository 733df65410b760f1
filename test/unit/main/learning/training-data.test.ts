import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDemoHolter } from '../../../../app/demo/demo-holter.ts';
import { INVALID_SAMPLE, type SignalChunk } from '../../../../app/domain/recording.ts';
import { PREPARATION_NAMES } from '../../../../app/signal/preparations/index.ts';
import { writeWfdbAnnotations, writeWfdbRecord } from '../../../../main/imports/wfdb-writer.ts';
import { beatAnnotations } from '../../../../main/cli/write-reading.ts';
import { prepareBeats, readAnnotatedRecord } from '../../../../main/learning/training-data.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const demo = createDemoHolter({ hours: 1 / 60, seed: 4, leadCount: 2, sampleRateHz: 250 });

/** The recording with samples that hold no value where `isGap` says so. */
async function writeWithGaps(isGap: (sample: number, lead: number) => boolean): Promise<string> {
  const folder = temporaryFolder();
  function* chunks(): Generator<SignalChunk> {
    for (const { startSample, leads } of demo.chunks()) {
      const broken = leads.map((samples, lead) =>
        samples.map((value, index) => (isGap(startSample + index, lead) ? INVALID_SAMPLE : value)),
      );
      yield { startSample, leads: broken };
    }
  }
  const info = { ...demo.info, name: 'gaps' };
  await writeWfdbRecord({ info, chunks }, folder, { format: 16 });
  const { sample, beatClass } = demo.truth;
  const file = path.join(folder, 'gaps.atr');
  await writeWfdbAnnotations(file, beatAnnotations(sample, beatClass));
  return folder;
}

describe('samples without a value', () => {
  it.each(PREPARATION_NAMES)('become no NaN in beats prepared by %s', async (preparation) => {
    // Ten seconds of both leads, and every hundredth sample of one.
    const folder = await writeWithGaps(
      (sample, lead) => (sample > 5000 && sample < 7500) || (lead === 0 && sample % 100 === 0),
    );
    const { reader, beatSamples } = await readAnnotatedRecord({ folder, record: 'gaps', patient: 'a' }); // prettier-ignore
    const windows = prepareBeats(reader, beatSamples, preparation);
    expect(beatSamples.length).toBeGreaterThan(40);
    expect(windows.every(Number.isFinite)).toBe(true);
  });

  it('alone make a record unusable, which is said', async () => {
    const folder = await writeWithGaps((_, lead) => lead === 0);
    const reading = readAnnotatedRecord({ folder, record: 'gaps', patient: 'a' });
    await expect(reading).rejects.toMatchObject({ code: 'file-malformed' });
    await expect(reading).rejects.toThrow('no valid sample');
  });
});
