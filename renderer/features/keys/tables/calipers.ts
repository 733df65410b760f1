import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { calipers } = KEY_TEXT.sections;
const { rows } = KEY_TEXT;
const NUDGE = { repeats: true, row: rows.nudge } as const;

/** Keys while the calipers are out; the other keys of the strips go on working. */
export const CALIPER_KEYS = [
  command('leg-earlier', ['ArrowLeft'], calipers, KEY_TEXT.legEarlier, NUDGE),
  command('leg-later', ['ArrowRight'], calipers, KEY_TEXT.legLater, NUDGE),
  command('leg-earlier-coarse', ['Shift+ArrowLeft'], calipers, KEY_TEXT.legEarlierCoarse, NUDGE),
  command('leg-later-coarse', ['Shift+ArrowRight'], calipers, KEY_TEXT.legLaterCoarse, NUDGE),
  command('swap-leg', ['Tab'], calipers, KEY_TEXT.swapLeg, { atHome: true }),
  command('march', ['m'], calipers, KEY_TEXT.march),
  command('put-away', ['Escape'], calipers, KEY_TEXT.leaveCalipers),
];
