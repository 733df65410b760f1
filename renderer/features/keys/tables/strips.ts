import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../../../../app/domain/beat-class.ts';
import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { rows } = KEY_TEXT;
const { label, edit, beats, time, play, paper, screen } = KEY_TEXT.sections;
/** The filter chips from left to right. */
const FILTER_DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const EDITS = { edits: true } as const;
const EDITS_BY_STEPS = { edits: true, repeats: true, row: rows.moveBySteps } as const;
const AT_HOME = { repeats: true, atHome: true, row: rows.stepInFilter } as const;

/** A key that goes on while it is held, in a row with its counterpart. */
function repeats(row: string): { repeats: true; row: string } {
  return { repeats: true, row };
}

/** Keys of the review strips. */
export const STRIP_KEYS = [
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `label-${beatClass}`,
      [beatClass.toLowerCase()],
      label,
      KEY_TEXT.label(BEAT_CLASS_NAMES[beatClass]),
      { edits: true, row: rows.label },
    ),
  ),
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `label-many-${beatClass}`,
      [`Shift+${beatClass.toLowerCase()}`],
      label,
      KEY_TEXT.labelMany(BEAT_CLASS_NAMES[beatClass]),
      { edits: true, row: rows.labelMany },
    ),
  ),

  command('extend-back', ['Shift+ArrowLeft'], beats, KEY_TEXT.extendBack, repeats(rows.extend)),
  command('extend-on', ['Shift+ArrowRight'], beats, KEY_TEXT.extendOn, repeats(rows.extend)),
  command('range-start', ['<', 'w'], beats, KEY_TEXT.rangeStart, { row: rows.range }),
  command('range-end', ['>', 'e'], beats, KEY_TEXT.rangeEnd, { row: rows.range }),

  command('delete', ['Delete'], edit, KEY_TEXT.delete, EDITS),
  command('insert', ['i'], edit, KEY_TEXT.insert, EDITS),
  command('move', ['m'], edit, KEY_TEXT.move, EDITS),
  command('move-earlier', ['Alt+ArrowLeft'], edit, KEY_TEXT.moveEarlier, EDITS_BY_STEPS),
  command('move-later', ['Alt+ArrowRight'], edit, KEY_TEXT.moveLater, EDITS_BY_STEPS),
  command('confirm', ['Enter'], edit, KEY_TEXT.putDown),
  command('cancel', ['Escape'], edit, KEY_TEXT.cancel),

  command('next-beat', ['Tab'], beats, KEY_TEXT.nextBeat, AT_HOME),
  command('previous-beat', ['Shift+Tab'], beats, KEY_TEXT.previousBeat, AT_HOME),
  command('next-difference', ['d'], beats, KEY_TEXT.nextDifference, repeats(rows.stepDifference)),
  command(
    'previous-difference',
    ['Shift+d'],
    beats,
    KEY_TEXT.previousDifference,
    repeats(rows.stepDifference),
  ),
  command('next-queued', ['u'], beats, KEY_TEXT.nextQueued, repeats(rows.stepQueue)),
  command('previous-queued', ['Shift+u'], beats, KEY_TEXT.previousQueued, repeats(rows.stepQueue)),
  ...FILTER_DIGITS.map((digit) =>
    command(`filter-${digit}`, [String(digit)], beats, KEY_TEXT.filter(digit), {
      row: rows.filter,
    }),
  ),

  command('scroll-back', ['ArrowLeft'], time, KEY_TEXT.scrollBack, repeats(rows.scroll)),
  command('scroll-on', ['ArrowRight'], time, KEY_TEXT.scrollOn, repeats(rows.scroll)),
  command('page-back', ['PageUp'], time, KEY_TEXT.pageBack, repeats(rows.page)),
  command('page-on', ['PageDown'], time, KEY_TEXT.pageOn, repeats(rows.page)),
  command('go-to-start', ['Home'], time, KEY_TEXT.goToStart, { row: rows.ends }),
  command('go-to-end', ['End'], time, KEY_TEXT.goToEnd, { row: rows.ends }),
  command('go-to-time', ['g'], time, KEY_TEXT.goToTime),

  command('play', ['Space'], play, KEY_TEXT.play),
  command('play-faster', ['ArrowUp'], play, KEY_TEXT.playFaster, { row: rows.playRate }),
  command('play-slower', ['ArrowDown'], play, KEY_TEXT.playSlower, { row: rows.playRate }),
  command('play-mode', ['p'], play, KEY_TEXT.playMode),

  // The brackets need AltGr on many keyboards: the arrows do the same.
  command('speed-down', ['[', 'Alt+ArrowDown'], paper, KEY_TEXT.speedDown, {
    row: rows.paperSpeed,
  }),
  command('speed-up', [']', 'Alt+ArrowUp'], paper, KEY_TEXT.speedUp, { row: rows.paperSpeed }),
  command('gain-down', ['-'], paper, KEY_TEXT.gainDown, { row: rows.gain }),
  command('gain-up', ['=', '+'], paper, KEY_TEXT.gainUp, { row: rows.gain }),
  command('standard-paper', ['Mod+0'], paper, KEY_TEXT.standardPaper),

  command('toggle-filter', ['h'], paper, KEY_TEXT.displayFilter),

  command('calipers', ['c'], screen, KEY_TEXT.calipers),
  command('toggle-rr', ['r'], screen, KEY_TEXT.toggleRr),
  command('toggle-clock', ['t'], screen, KEY_TEXT.toggleClock),
  command('toggle-inspector', ['Mod+i'], screen, KEY_TEXT.toggleInspector),
];
