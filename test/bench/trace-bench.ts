import type { Page } from 'playwright';

/** How traces keep up with a reader who jumps, plays and turns pages, in the real window. */

/** Names under which the window records its timings: renderer/plot and renderer/features/disclosure. */
export const STRIP_FRAME = 'strip-frame';
const STRIP_WAIT = 'strip-wait';
const DISCLOSURE_JUMP = 'disclosure-jump';

const JUMPS = 40;
const PLAY_RATES = [1, 2, 4, 8, 10] as const;
/** A minute over all rates. */
const PLAYED_SECONDS = 60 / PLAY_RATES.length;

export interface PlayedRate {
  readonly rate: number;
  /** Milliseconds between neighbouring frames: also what else the machine does. */
  readonly framesMs: readonly number[];
  /** Milliseconds of script in each frame: what Ectopy adds. */
  readonly scriptMs: readonly number[];
}

/** Clicks all over the recording; ms from each click until the strips have drawn its samples. */
export async function measureStripJumps(window: Page): Promise<number[]> {
  await window.evaluate((name) => {
    performance.clearMeasures(name);
    addEventListener('pointerdown', () => performance.mark('jump'), { capture: true });
  }, STRIP_WAIT);
  const overview = window.getByRole('slider', { name: 'Position in the recording' });
  const box = await overview.boundingBox();
  if (box === null) throw new Error('The overview is not on the screen.');
  const jumps: number[] = [];
  for (let jump = 0; jump < JUMPS; jump += 1) {
    // Far from each other, and no place twice.
    const share = (0.05 + jump * 0.618) % 0.9;
    await window.mouse.click(box.x + 60 + share * (box.width - 70), box.y + 30);
    const end = await window.waitForFunction(
      ([name, count]) => {
        const entry = performance.getEntriesByName(name)[count];
        return entry === undefined ? null : entry.startTime + entry.duration;
      },
      [STRIP_WAIT, jump] as const,
    );
    const start = await window.evaluate(
      () => performance.getEntriesByName('jump').at(-1)?.startTime ?? NaN,
    );
    jumps.push(((await end.jsonValue()) ?? NaN) - start);
  }
  return jumps;
}

/** A minute of playing, all rates in turn, from the start of the recording. */
export async function measurePlaying(window: Page): Promise<PlayedRate[]> {
  const played: PlayedRate[] = [];
  await window.getByRole('application', { name: 'Lead strips' }).focus();
  await window.keyboard.press('Home');
  for (const rate of PLAY_RATES) {
    await window.getByRole('combobox', { name: 'Play rate' }).selectOption(String(rate));
    await window.evaluate((name) => {
      performance.clearMeasures(name);
    }, STRIP_FRAME);
    await window.keyboard.press('Space');
    const framesMs = await window.evaluate(
      (seconds) =>
        new Promise<number[]>((resolve) => {
          const times: number[] = [];
          const frame = (nowMs: number): void => {
            times.push(nowMs);
            if (nowMs - (times[0] ?? nowMs) < 1000 * seconds) requestAnimationFrame(frame);
            else resolve(times.slice(1).map((time, index) => time - (times[index] ?? time)));
          };
          requestAnimationFrame(frame);
        }),
      PLAYED_SECONDS,
    );
    await window.keyboard.press('Space');
    played.push({ rate, framesMs, scriptMs: await durations(window, STRIP_FRAME) });
  }
  return played;
}

/** From end to end of the recording and back in rows of each length; ms from key to drawn page. */
export async function measureDisclosureJumps(window: Page): Promise<number[]> {
  const views = window.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: 'Full disclosure' }).click();
  await window.getByRole('application', { name: 'Full disclosure' }).focus();
  await window.evaluate((name) => {
    performance.clearMeasures(name);
  }, DISCLOSURE_JUMP);
  let jumps = 0;
  for (const keys of [
    ['End', 'Home'],
    ['['],
    ['End', 'Home'],
    [']', ']'],
    ['End', 'Home'],
    [']'],
    ['End', 'Home'],
  ]) {
    for (const key of keys) {
      await window.keyboard.press(key);
      jumps += 1;
      await window.waitForFunction(
        ([name, count]) => performance.getEntriesByName(name).length >= count,
        [DISCLOSURE_JUMP, jumps] as const,
      );
    }
  }
  return durations(window, DISCLOSURE_JUMP);
}

/** Durations in ms of all user timings of that name. */
export function durations(window: Page, name: string): Promise<number[]> {
  return window.evaluate(
    (wanted) => performance.getEntriesByName(wanted).map(({ duration }) => duration),
    name,
  );
}
