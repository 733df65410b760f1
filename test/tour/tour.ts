import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { RecordingDetail } from '../../app/contract/schemas.ts';
import { decodeBeatColumns } from '../../app/contract/beat-columns.ts';
import { BEAT_CLASSES, type BeatClass } from '../../app/domain/beat-class.ts';
import { HEART_RATE_DEFINITION, summariseHeartRate } from '../../app/domain/heart-rate.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call } from '../support/bridge-calls.ts';

/**
 * What `npm start` does where there is no display: the app itself, under Xvfb, opens the demo
 * recording and analyses it; then a summary is printed and every view is photographed.
 */

const OUT_FOLDER = path.resolve(import.meta.dirname, '../../out');
const ANALYSIS_TIMEOUT_MS = 8 * 60_000;
const POLL_MS = 50;
const STILL_MS = 150;
const STILL_ATTEMPTS = 20;

interface StageTime {
  readonly stage: string;
  readonly seconds: number;
}

const app = await launchApp();
try {
  await tour(app.window);
} finally {
  await app.close();
  removeProfile(app.profile);
}

async function tour(window: Page): Promise<void> {
  mkdirSync(OUT_FOLDER, { recursive: true });
  await window.getByRole('button', { name: 'Create demo Holter' }).waitFor();
  await window.getByRole('button', { name: 'Later' }).click();
  await photograph(window, 'library-empty');
  await window.getByRole('radio', { name: '24 h', exact: true }).check();
  await window.getByRole('button', { name: 'Create demo Holter' }).click();
  const stages = await watchAnalysis(window);
  const recording = await analysedRecording(window);
  await printSummary(window, recording, stages);

  for (const view of ['Library', 'Training', 'Settings'] as const) {
    await goTo(window, view);
    await window.getByText('Asking the engines…').waitFor({ state: 'hidden' });
    await photograph(window, view.toLowerCase());
  }
  await goTo(window, 'Library');
  const recordings = window.getByRole('table', { name: 'Recordings' });
  await recordings.getByRole('rowheader').getByRole('button').first().dblclick();
  await window.getByRole('application', { name: 'Lead strips' }).focus();
  await photograph(window, 'review');
  await selectFirst(window, 'V');
  await photograph(window, 'review-ventricular');
  print(`Screenshots in ${path.relative(process.cwd(), OUT_FOLDER) || OUT_FOLDER}`);
}

async function goTo(window: Page, view: 'Library' | 'Training' | 'Settings'): Promise<void> {
  const views = window.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: view }).click();
  await window.getByRole('heading', { name: view, level: 1 }).waitFor({ state: 'attached' });
}

/** Shows beats of one class only and steps to the next of them. */
async function selectFirst(window: Page, beatClass: BeatClass): Promise<void> {
  await window.getByRole('button', { name: new RegExp(`^${beatClass} `) }).click();
  await window.keyboard.press('Tab');
}

/** Follows the demo's job to its end and returns how long each of its stages took. */
async function watchAnalysis(window: Page): Promise<StageTime[]> {
  const stages: StageTime[] = [];
  const start = performance.now();
  let stage = '';
  let stageStart = start;
  while (performance.now() - start < ANALYSIS_TIMEOUT_MS) {
    const jobs = await call(window, 'jobs:list', {});
    const failed = jobs.find(({ state }) => state === 'failed');
    if (failed !== undefined) throw new Error(`${failed.title}: ${failed.error ?? 'failed'}`);
    const running = jobs.find(({ state }) => state === 'running');
    if (running?.stage !== stage) {
      const now = performance.now();
      if (stage !== '') stages.push({ stage, seconds: (now - stageStart) / 1000 });
      stage = running?.stage ?? '';
      stageStart = now;
    }
    if (running === undefined && stages.length > 0) return stages;
    await window.waitForTimeout(POLL_MS);
  }
  throw new Error('The demo recording was not analysed in time.');
}

async function analysedRecording(window: Page): Promise<RecordingDetail> {
  const [summary] = await call(window, 'recordings:list', {});
  if (summary?.status !== 'ready') throw new Error(summary?.error ?? 'There is no demo recording.');
  return call(window, 'recordings:open', { recordingId: summary.id });
}

async function printSummary(
  window: Page,
  recording: RecordingDetail,
  stages: readonly StageTime[],
): Promise<void> {
  const { sampleCount, sampleRateHz, leads, byClass } = recording;
  const beatSamples = await readBeatSamples(window, recording.id);
  const { minBpm, meanBpm, maxBpm } = summariseHeartRate(beatSamples, sampleRateHz);
  const classes = BEAT_CLASSES.map((name) => `${name} ${byClass[name]}`).join(', ');
  print(`Recording   ${recording.name}: ${leads.length} leads at ${sampleRateHz} Hz`);
  print(`Duration    ${formatDuration(sampleCount / sampleRateHz)}`);
  print(`Beats       ${recording.beatCount}: ${classes}`);
  print(`Heart rate  ${bpm(minBpm)} to ${bpm(maxBpm)}, mean ${bpm(meanBpm)} beats/min`);
  print(`            ${HEART_RATE_DEFINITION}`);
  print(`Engine      ${recording.engine ?? 'none'}, model ${recording.modelId ?? 'none'}`);
  print(
    `Times       ${stages.map(({ stage, seconds }) => `${stage} ${seconds.toFixed(1)} s`).join(', ')}`,
  );
  print('Research use. Not a medical device.');
}

/** The beats as the window itself gets them, over the app's own scheme. */
async function readBeatSamples(window: Page, recordingId: string): Promise<Uint32Array> {
  const bytes = await window.evaluate(async (id) => {
    const reply = await fetch(`ectopy://data/beats?recordingId=${id}`);
    return [...new Uint8Array(await reply.arrayBuffer())];
  }, recordingId);
  return decodeBeatColumns(Uint8Array.from(bytes).buffer).sample;
}

/** Takes the picture when nothing moves any more: samples arrive and plots are drawn in frames. */
async function photograph(window: Page, name: string): Promise<void> {
  let previous = await window.screenshot();
  for (let attempt = 0; attempt < STILL_ATTEMPTS; attempt += 1) {
    await window.waitForTimeout(STILL_MS);
    const current = await window.screenshot();
    if (current.equals(previous)) break;
    previous = current;
  }
  writeFileSync(path.join(OUT_FOLDER, `${name}.png`), previous);
}

function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function bpm(value: number | null): string {
  return value === null ? 'unknown' : String(Math.round(value));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
