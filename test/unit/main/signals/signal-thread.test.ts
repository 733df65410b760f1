import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { decodeSampleWindow } from '../../../../app/contract/samples.ts';
import { writeRecordingFolder } from '../../../../main/imports/recording-folder.ts';
import { recordingFolder } from '../../../../main/imports/recording-layout.ts';
import { SignalThread } from '../../../../main/signals/signal-thread.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, generatedLeads, recordingInfo } from '../../../support/wfdb-record.ts';

const WINDOW = { recordingId: 'r', startSample: 1000, endSample: 3000, columns: 2000 };
const leads = generatedLeads(2, 5000);

async function threadWithRecording(): Promise<{ signals: SignalThread; folder: string }> {
  const library = temporaryFolder();
  const folder = recordingFolder(library, 'r');
  const stream = {
    info: recordingInfo('r', leads.length),
    expectedSamples: 5000,
    chunks: () => chunksOf(leads),
    findings: () => [],
  };
  await writeRecordingFolder(stream, folder);
  const signals = new SignalThread(library);
  onTestFinished(() => signals.stop());
  return { signals, folder };
}

it('reads the windows that are asked for, each for its own answer', async () => {
  const { signals } = await threadWithRecording();
  const [both, one] = await Promise.all([
    signals.window(WINDOW),
    signals.window({ ...WINDOW, startSample: 2000, lead: 1 }),
  ]);
  const window = decodeSampleWindow(both.buffer as ArrayBuffer);
  expect(window).toMatchObject({ startSample: 1000, samplesPerPoint: 1 });
  expect(window.leads.map(({ min }) => min)).toEqual(leads.map((lead) => lead.slice(1000, 3000)));
  const [lead] = decodeSampleWindow(one.buffer as ArrayBuffer).leads;
  expect(lead?.min).toEqual(leads[1]?.slice(2000, 3000));
});

it('says what is wrong with a request or a recording', async () => {
  const { signals } = await threadWithRecording();
  await expect(signals.window({ ...WINDOW, lead: 2 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(signals.window({ ...WINDOW, recordingId: 'other' })).rejects.toMatchObject({
    code: 'file-missing',
  });
});

it('keeps files open until they are to be deleted', async () => {
  const { signals, folder } = await threadWithRecording();
  await signals.window(WINDOW);
  rmSync(folder, { recursive: true });
  await expect(signals.window(WINDOW)).resolves.toBeInstanceOf(Uint8Array);
  signals.close('r');
  await expect(signals.window(WINDOW)).rejects.toMatchObject({ code: 'file-missing' });
});

it('fails what a thread took with it and starts another for what comes next', async () => {
  const { signals } = await threadWithRecording();
  const lost = signals.window(WINDOW).catch((error: unknown) => error);
  await signals.stop();
  expect(await lost).toMatchObject({ code: 'core-unavailable' });
  await expect(signals.window(WINDOW)).resolves.toBeInstanceOf(Uint8Array);
});
