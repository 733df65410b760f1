import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../../../main/cli/program.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let printed: string;

beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function ectopy(...args: string[]): Promise<string> {
  printed = '';
  expect(await main(args)).toBe(0);
  return printed;
}

test('lists the events of annotations, with counts and the criteria they were found by', async () => {
  const folder = temporaryFolder();
  await ectopy('demo', '--hours', '0.3', '--leads', '1', '--rate', '100', '--out', folder);
  const record = path.join(folder, 'demo');

  const text = await ectopy('events', record, '--annotator', 'atr');
  expect(text).toContain('18 min 00 s analysed, atrial fibrillation 0.0 % of it');
  expect(text).toMatch(/^V run +1 /m);
  expect(text).toContain('Pause: RR of 2.0 s or more between any two beats.');

  const { events, criteria } = JSON.parse(
    await ectopy('events', record, '--annotator', 'atr', '--json'),
  ) as { events: { kind: string; beats: number }[]; criteria: { pauseS: number } };
  expect(criteria.pauseS).toBe(2);
  expect(events.filter(({ kind }) => kind === 'ventricular-run')).toMatchObject([
    { beats: expect.any(Number) as number },
  ]);

  // The demo's annotations name no rhythms, so that there is nothing to compare.
  expect(await ectopy('af', '--data', folder)).not.toMatch(/^demo/m);
});

test('says which recording is not in the library', async () => {
  expect(await main(['events', 'no-such', '--library', temporaryFolder()])).toBe(1);
});
