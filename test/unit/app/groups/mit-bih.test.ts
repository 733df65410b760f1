import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { groupBeats } from '../../../../app/groups/group-beats.ts';
import { resourcesFolder } from '../../../../main/cli/places.ts';
import { classifyRecording } from '../../../../main/learning/classify-recording.ts';
import { detectRecord, type DetectedRecord } from '../../../support/detected-record.ts';
import { reviewByGroups, type ReviewedRecord } from '../../../support/scripted-reviewer.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** With ECTOPY_ALL_RECORDS set all 48 records are grouped, in some minutes; else a few of all kinds. */
const FEW = ['100', '118', '119', '208', '209', '213', '233'];
const REVIEWED = ['208', '213', '233'];
const MODELS = ['rhythm-form-2', 'paper-ds1-1'];

function records(): string[] {
  if (process.env['ECTOPY_ALL_RECORDS'] === undefined) return FEW;
  const names = readdirSync(path.join(SHARED_DATA, 'mitdb'));
  return names.filter((name) => name.endsWith('.hea')).map((name) => path.parse(name).name);
}

/** Beats that are not of the class that most of their group are. */
function inMinority({ reference }: DetectedRecord, groupOf: Uint16Array, count: number): number {
  let minority = 0;
  for (let group = 0; group < count; group += 1) {
    const counts = [0, 0, 0, 0, 0];
    reference.forEach((beatClass, beat) => {
      if (beatClass === null || groupOf[beat] !== group) return;
      counts[beatClass] = (counts[beatClass] ?? 0) + 1;
    });
    minority += counts.reduce((sum, own) => sum + own, 0) - Math.max(...counts);
  }
  return minority;
}

it.skipIf(!hasSharedData('mitdb'))(
  'forms few groups, nearly all beats of which are of one class of the reference',
  { timeout: 600_000 },
  async () => {
    const lines: string[] = [];
    let minority = 0;
    let beats = 0;
    for (const record of records()) {
      const detected = await detectRecord(record, path.join(temporaryFolder(), record));
      const { groupOf, count } = groupBeats(detected.reader, detected.beats);
      detected.reader.close();
      const own = inMinority(detected, groupOf, count);
      minority += own;
      beats += detected.beats.length;
      lines.push(
        `${record}: ${count} groups, ${own} of ${detected.beats.length} beats in a minority`,
      );
      expect(count).toBeLessThanOrEqual(40);
    }
    const purity = 1 - minority / beats;
    console.info(`${lines.join('\n')}\npurity ${(100 * purity).toFixed(2)} % of ${beats} beats`);
    expect(purity).toBeGreaterThan(0.98);
  },
);

it.skipIf(!hasSharedData('mitdb'))(
  'brings records to their reference labels by groups and single keys',
  { timeout: 600_000 },
  async () => {
    const shares: number[] = [];
    for (const record of REVIEWED) {
      const detected = await detectRecord(record, path.join(temporaryFolder(), record));
      const { reader, beats, reference, missed } = detected;
      const extra = reference.filter((beatClass) => beatClass === null).length;
      const starts: [string, Uint8Array][] = [['no model, all N', new Uint8Array(beats.length)]];
      for (const model of MODELS) {
        const modelFolder = path.join(resourcesFolder(), 'models', model);
        const classified = await classifyRecording({
          reader,
          beatSamples: beats,
          modelFolder,
          engine: 'auto',
          threads: 1,
        });
        starts.push([model, classified.beatClass]);
      }
      for (const [start, labels] of starts) {
        const reviewed = reviewByGroups(detected, labels);
        console.info(`${record}, ${start}: ${describe(reviewed, beats.length)}`);
        expect(reviewed.wrongAfter).toBe(0);
        expect(reviewed.singleKeys).toBeLessThan(reviewed.wrongBefore);
        if (start === 'no model, all N') shares.push(reviewed.singleKeys / reviewed.wrongBefore);
      }
      console.info(`${record}: ${missed} beats to insert, ${extra} to delete, a key each`);
      reader.close();
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    console.info(
      `a key of their own, mean of the three, from no labels: ${(100 * mean).toFixed(1)} %`,
    );
    // From a model's labels it is more: what a model leaves wrong is what shape cannot tell either.
    expect(mean).toBeLessThan(0.1);
  },
);

function describe(reviewed: ReviewedRecord, beats: number): string {
  const { wrongBefore, groupKeys, splitKeys, singleKeys } = reviewed;
  const all = groupKeys + splitKeys + singleKeys;
  const own = ((100 * singleKeys) / wrongBefore).toFixed(1);
  return (
    `${wrongBefore} wrong labels, ${((1000 * all) / beats).toFixed(1)} keys per 1,000 beats ` +
    `(${groupKeys} for groups, ${splitKeys} splits, ${singleKeys} for single beats: ${own} % of the wrong)`
  );
}
