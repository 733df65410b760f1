import path from 'node:path';
import { expect, test } from 'vitest';
import { ectopy } from '../../../support/captured-output.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function printed(...args: string[]): Promise<string> {
  const { code, stdout } = await ectopy(...args);
  expect(code).toBe(0);
  return stdout;
}

test('lists the events of annotations, with counts and the criteria they were found by', async () => {
  const folder = temporaryFolder();
  await printed('demo', '--hours', '0.3', '--leads', '1', '--rate', '100', '--out', folder);
  const record = path.join(folder, 'demo');

  const text = await printed('events', record, '--annotator', 'atr');
  expect(text).toContain('18 min 00 s analysed, atrial fibrillation 0.0 % of it');
  expect(text).toMatch(/^V run +1 /m);
  expect(text).toContain('Pause: RR of 2.0 s or more between any two beats.');

  const { events, criteria } = JSON.parse(
    await printed('events', record, '--annotator', 'atr', '--json'),
  ) as { events: { kind: string; beats: number }[]; criteria: { pauseS: number } };
  expect(criteria.pauseS).toBe(2);
  expect(events.filter(({ kind }) => kind === 'ventricular-run')).toMatchObject([
    { beats: expect.any(Number) as number },
  ]);

  // The demo's annotations name no rhythms, so that there is nothing to compare.
  expect(await printed('af', '--data', folder)).not.toMatch(/^demo/m);
});

test('says which recording is not in the library', async () => {
  const { code, stderr } = await ectopy('events', 'no-such', '--library', temporaryFolder());
  expect(code).toBe(1);
  expect(stderr).toContain('no-such');
});
