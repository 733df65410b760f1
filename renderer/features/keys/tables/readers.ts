import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../../../../app/domain/beat-class.ts';
import { READERS_KEY_TEXT } from '../../../text/readers.ts';
import { command } from '../key-command.ts';

const { section, rows, ...text } = READERS_KEY_TEXT;

const EDITS = { edits: true } as const;
const TAKES = { edits: true, row: rows.take } as const;
const STEPS = { repeats: true, row: rows.step } as const;

/** Keys of the adjudication. */
export const READERS_KEYS = [
  command('take-first', ['1'], section, text.takeFirst, TAKES),
  command('take-second', ['2'], section, text.takeSecond, TAKES),
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `settle-${beatClass}`,
      [beatClass.toLowerCase()],
      section,
      text.settle(BEAT_CLASS_NAMES[beatClass]),
      EDITS,
    ),
  ),
  command('settle-none', ['Delete'], section, text.settleNone, EDITS),
  command('next-difference', ['d', 'ArrowDown'], section, text.next, STEPS),
  command('previous-difference', ['Shift+d', 'ArrowUp'], section, text.previous, STEPS),
  command('next-unsettled', ['u'], section, text.nextUnsettled),
];
