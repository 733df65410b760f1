import { KEY_TEXT } from '../../../text/keys.ts';
import { TREND_KEY_TEXT } from '../../../text/trends.ts';
import { command } from '../key-command.ts';

const { beats } = KEY_TEXT.sections;
const STEP = { repeats: true, row: TREND_KEY_TEXT.step } as const;

/** Keys of the trends view. */
export const TREND_KEYS = [
  command('next-selected', ['.'], beats, TREND_KEY_TEXT.next, STEP),
  command('previous-selected', [','], beats, TREND_KEY_TEXT.previous, STEP),
  command('let-go', ['Escape'], beats, TREND_KEY_TEXT.letGo),
  command('open-strips', ['Enter'], beats, TREND_KEY_TEXT.openStrips),
];
