import { CALIPER_TEXT } from '../../text/calipers.ts';
import type { CommandIn } from '../keys/index.ts';
import type { Review } from './review.svelte.ts';

/** One millimetre of paper: what Shift and an arrow move a leg by. */
const COARSE_MM = 1;
/** Between the legs where there is no beat to measure from. */
const INTERVAL_WITHOUT_BEAT_S = 1;

type CaliperCommands = Readonly<Record<CommandIn<'calipers'>, () => unknown>>;

/**
 * Takes the calipers out, with the legs at the selected beat and the one before it, or else around
 * the middle of the window; or puts them away.
 */
export function toggleCalipers(review: Review): void {
  const { calipers, selection, beats, view } = review;
  if (calipers.isOut) {
    calipers.putAway();
    return;
  }
  const beat = selection.visibleBeat;
  const row = beat === null ? -1 : beats.table.indexOfId(beat.beatId);
  if (beat !== null && row > 0 && view.isVisible(beats.table.sampleAt(row - 1))) {
    calipers.takeOut(beats.table.sampleAt(row - 1), beat.sample);
  } else {
    const middle = beat?.sample ?? (view.startSample + view.endSample) / 2;
    const half = (INTERVAL_WITHOUT_BEAT_S * view.sampleRateHz) / 2;
    calipers.takeOut(middle - half, middle + half);
  }
  review.say(CALIPER_TEXT.out);
}

/** What the keys do while the calipers are out. */
export function caliperCommands(review: Review): CaliperCommands {
  const { calipers, view } = review;
  const nudge = (samples: () => number) => () => {
    calipers.nudge(samples());
    const leg = calipers.legs?.[calipers.active];
    if (leg !== undefined) view.reveal(leg);
  };
  const coarse = () => Math.max(1, Math.round((COARSE_MM / view.mmPerSecond) * view.sampleRateHz));
  return {
    'leg-earlier': nudge(() => -1),
    'leg-later': nudge(() => 1),
    'leg-earlier-coarse': nudge(() => -coarse()),
    'leg-later-coarse': nudge(coarse),
    'swap-leg': () => {
      calipers.swap();
      review.say(CALIPER_TEXT.leg(calipers.active));
    },
    march: () => {
      calipers.marching = !calipers.marching;
      review.say(calipers.marching ? CALIPER_TEXT.marching : CALIPER_TEXT.notMarching);
    },
    'put-away': () => {
      calipers.putAway();
    },
  };
}
