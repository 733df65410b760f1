import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RESOURCES = path.resolve(import.meta.dirname, '../../../../resources');

/** A session with an analysed demo recording, and a folder to write to. */
async function openDemo() {
  const session = new CoreSession({ libraryFolder: temporaryFolder(), resourcesFolder: RESOURCES });
  const out = temporaryFolder();
  onTestFinished(() => session.close());
  await session.request('settings:set', { settings: { reader: 'AB', engine: 'wasm' } });
  const { id: recordingId } = await session.demo({ hours: 0.05, seed: 3 });
  const write = async (format: 'pdf' | 'html' | 'csv'): Promise<Buffer> => {
    const file = path.join(out, `report.${format}`);
    const { jobId } = await session.request('report:write', { recordingId, format, file });
    expect((await session.ended(jobId)).state).toBe('done');
    return readFileSync(file);
  };
  return { session, recordingId, out, write };
}

test('a report says what the library knows, and names the patient only when asked to', async () => {
  const { session, recordingId, out, write } = await openDemo();
  const form = await session.request('report:form', { recordingId });
  expect(form.deidentified).toBe(true);
  const patient = { ...form.patient, name: 'Jane Doe' };
  const filled = { ...form, patient, conclusion: 'Single ventricular ectopic beats.' };
  await session.request('report:save-form', { recordingId, form: filled });
  await session.request('bookmarks:put', {
    recordingId,
    id: null,
    startSample: 5000,
    durationS: 7,
    leads: [0],
    note: 'a strip to show',
  });

  const anonymous = (await write('html')).toString();
  expect(anonymous).toContain(filled.conclusion);
  expect(anonymous).toContain('a strip to show');
  expect(anonymous).not.toContain('Jane Doe');
  const named = { ...filled, deidentified: false };
  await session.request('report:save-form', { recordingId, form: named });
  expect((await write('html')).toString()).toContain('Jane Doe');

  const { pages } = await session.request('report:lay-out', { recordingId });
  const pdf = (await write('pdf')).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(pages);

  const rows = parse(await write('csv'), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const said = new Map(rows.map(([part, label, value]) => [`${part} ${label}`, value]));
  const trends = await session.request('trends:summary', { recordingId });
  expect(said.get('Beats All beats')).toBe(String(trends.beats));
  expect(said.get('Other ST segment')).toBe('Not assessed');
  expect(said.get('Patient Name')).toBe('Jane Doe');

  const born = (birthDate: string) =>
    session.request('report:save-form', {
      recordingId,
      form: { ...named, patient: { ...patient, birthDate } },
    });
  await born('1952-02-29');
  await expect(born('1951-02-29')).rejects.toThrow('There is no day 1951-02-29.');
  expect((await session.request('report:form', { recordingId })).patient.birthDate).toBe(
    '1952-02-29',
  );

  // A folder that is not there fails the job in words, and nothing is left over.
  const before = readdirSync(out);
  const file = path.join(out, 'nowhere', 'report.pdf');
  const { jobId } = await session.request('report:write', { recordingId, format: 'pdf', file });
  const job = await session.ended(jobId);
  expect([job.state, job.error]).toEqual(['failed', expect.stringContaining('nowhere')]);
  expect(readdirSync(out)).toEqual(before);
});

test('what was signed is printed with its signature, what became of it as changed by whom', async () => {
  const { session, recordingId, write } = await openDemo();
  const conclude = async (conclusion: string): Promise<void> => {
    const form = await session.request('report:form', { recordingId });
    await session.request('report:save-form', { recordingId, form: { ...form, conclusion } });
  };
  const print = async (): Promise<string> => (await write('html')).toString();
  await conclude('Sinus rhythm.');
  const { id: versionId } = await session.request('readings:sign', { recordingId });
  expect(await print()).toContain('Signed in Ectopy');

  await conclude('Something else.');
  const changed = await print();
  expect(changed).toContain('Changed after version 1 was signed by AB');
  expect(changed).toContain('last by AB');
  expect(changed).not.toContain('Signed in Ectopy');

  await session.request('readings:open-version', { recordingId, versionId });
  const version = await print();
  expect(version).toContain('Signed in Ectopy');
  expect(version).toContain('Sinus rhythm.');
  expect(version).not.toContain('Something else.');
});
