import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { freshProfile, launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import {
  durations,
  measureDisclosureJumps,
  measurePlaying,
  measureStripJumps,
  STRIP_FRAME,
} from './trace-bench.ts';

/**
 * What the window takes on a long recording, beside its budgets: `npm run bench` runs this after
 * the core's own figures. Measured inside the window, from its own user timings.
 */

/** Names under which the window records its timings: renderer/plot and renderer/features/review. */
const RELABEL_TO_PAINT = 'relabel-to-paint';

const REOPEN_BUDGET_MS = 1000;
const FRAME_BUDGET_MS = 8;
const RELABEL_BUDGET_MS = 50;
const JUMP_BUDGET_MS = 100;
/** Two frames of a display with 60 Hz: one that is left out is hardly seen, two are. */
const PLAYED_FRAME_BUDGET_MS = 34;
const SCROLL_FRAMES = 600;
const RELABELS = 60;

interface Figure {
  readonly name: string;
  readonly valueMs: number;
  readonly budgetMs: number;
}

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, json: { type: 'boolean', default: false } },
  // Leads and rate are for the core's bench alone: the demo that the window makes has three leads.
  strict: false,
});
const profile = freshProfile();
try {
  await importDemo(Number(values.hours));
  const figures = await measureWindow();
  if (values.json === true) print(JSON.stringify({ window: figures }));
  else for (const figure of figures) print(line(figure));
} finally {
  removeProfile(profile);
}

async function importDemo(hours: number): Promise<void> {
  const app = await launchApp({ profile });
  const { jobId } = await call(app.window, 'recordings:create-demo', { hours, seed: 1 });
  const end = await jobEnd(app.window, jobId);
  if (end !== 'done') throw new Error(`The demo recording was not made: ${end}`);
  await allDone(app.window);
  await app.close();
}

/** Classified and grouped as well: a reader who comes back finds nothing under way. */
async function allDone(window: Page): Promise<void> {
  for (;;) {
    const recordings = await call(window, 'recordings:list', {});
    const jobs = await call(window, 'jobs:list', {});
    const isReady = recordings.every(({ status }) => status === 'ready');
    if (isReady && jobs.every(({ state }) => state !== 'running')) return;
    await window.waitForTimeout(200);
  }
}

/** In a new process, as a reader who comes back would find it. */
async function measureWindow(): Promise<Figure[]> {
  const app = await launchApp({ profile });
  const { window } = app;
  const reopening = await measureReopening(window);
  const scrolling = await measureScrolling(window);
  const relabelling = await measureRelabelling(window);
  const jumps = await measureStripJumps(window);
  const playing = await measurePlaying(window);
  const pages = await measureDisclosureJumps(window);
  await app.close();
  return [
    { name: 'reopening to first strip', valueMs: reopening, budgetMs: REOPEN_BUDGET_MS },
    {
      name: 'scripting per frame while scrolling, 95th percentile',
      valueMs: percentile(scrolling, 0.95),
      budgetMs: FRAME_BUDGET_MS,
    },
    {
      name: 'relabel to repaint, median',
      valueMs: percentile(relabelling, 0.5),
      budgetMs: RELABEL_BUDGET_MS,
    },
    {
      name: 'relabel to repaint, 95th percentile',
      valueMs: percentile(relabelling, 0.95),
      budgetMs: RELABEL_BUDGET_MS,
    },
    {
      name: 'jump to repaint of the strips, slowest of all',
      valueMs: Math.max(...jumps),
      budgetMs: JUMP_BUDGET_MS,
    },
    {
      name: 'jump to repaint of a page of the disclosure, slowest',
      valueMs: Math.max(...pages),
      budgetMs: JUMP_BUDGET_MS,
    },
    ...playing.flatMap(({ rate, framesMs, scriptMs }) => [
      {
        name: `scripting per frame while playing ${rate}x, 95th percentile`,
        valueMs: percentile(scriptMs, 0.95),
        budgetMs: FRAME_BUDGET_MS,
      },
      {
        name: `between frames while playing ${rate}x, 95th percentile`,
        valueMs: percentile(framesMs, 0.95),
        budgetMs: PLAYED_FRAME_BUDGET_MS,
      },
    ]),
  ];
}

/** From Enter on the recording until the strips have drawn its first samples. */
async function measureReopening(window: Page): Promise<number> {
  await window.evaluate(() => {
    const original = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      const reply = await original(...request);
      const [resource] = request;
      const address = resource instanceof Request ? resource.url : resource.toString();
      if (address.includes('data/samples')) performance.mark('samples-arrived');
      return reply;
    };
  });
  const recordings = window.getByRole('table', { name: 'Recordings' });
  await recordings.getByRole('rowheader').getByRole('button').first().focus();
  const start = await window.evaluate(() => performance.now());
  await window.keyboard.press('Enter');
  const end = await window.waitForFunction((frame) => {
    const arrived = performance.getEntriesByName('samples-arrived')[0]?.startTime;
    if (arrived === undefined) return null;
    const drawn = performance.getEntriesByName(frame).find(({ startTime }) => startTime > arrived);
    return drawn === undefined ? null : drawn.startTime + drawn.duration;
  }, STRIP_FRAME);
  return ((await end.jsonValue()) ?? NaN) - start;
}

/** Arrow keys as fast as the window takes them: every frame scrolls, new samples arrive all along. */
async function measureScrolling(window: Page): Promise<number[]> {
  await window.evaluate((name) => {
    performance.clearMeasures(name);
  }, STRIP_FRAME);
  for (let frames = 0; frames < SCROLL_FRAMES;) {
    for (let key = 0; key < 20; key += 1) await window.keyboard.press('ArrowRight');
    frames = (await durations(window, STRIP_FRAME)).length;
  }
  return durations(window, STRIP_FRAME);
}

async function measureRelabelling(window: Page): Promise<number[]> {
  await window.keyboard.press('Home');
  await window.keyboard.press('Tab');
  for (let beat = 0; beat < RELABELS; beat += 1) {
    await window.keyboard.press(beat % 2 === 0 ? 'v' : 's');
    await window.waitForFunction(
      ([name, count]) => performance.getEntriesByName(name).length > count,
      [RELABEL_TO_PAINT, beat] as const,
    );
  }
  return durations(window, RELABEL_TO_PAINT);
}

function percentile(timesMs: readonly number[], share: number): number {
  return timesMs.toSorted((a, b) => a - b)[Math.floor(share * (timesMs.length - 1))] ?? NaN;
}

function line({ name, valueMs, budgetMs }: Figure): string {
  const verdict = valueMs <= budgetMs ? '' : ' EXCEEDED';
  return `${name.padEnd(60)} ${valueMs.toFixed(1).padStart(7)} ms  (budget ${budgetMs} ms${verdict})`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
