import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../../../../app/domain/beat-class.ts';
import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { label, edit, beats, time, play, paper, screen } = KEY_TEXT.sections;
/** The filter chips from left to right. */
const FILTER_DIGITS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const EDITS = { edits: true } as const;
const EDITS_BY_STEPS = { edits: true, repeats: true } as const;
const REPEATS = { repeats: true } as const;
const STEPS_AT_HOME = { repeats: true, atHome: true } as const;

/** Keys of the review strips. */
export const STRIP_KEYS = [
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `label-${beatClass}`,
      [beatClass.toLowerCase()],
      label,
      KEY_TEXT.label(BEAT_CLASS_NAMES[beatClass]),
      EDITS,
    ),
  ),

  command('delete', ['Delete', '.'], edit, KEY_TEXT.delete, EDITS),
  command('insert', ['i'], edit, KEY_TEXT.insert, EDITS),
  command('move', ['m'], edit, KEY_TEXT.move, EDITS),
  command('move-earlier', ['Alt+ArrowLeft'], edit, KEY_TEXT.moveBySteps, EDITS_BY_STEPS),
  command('move-later', ['Alt+ArrowRight'], edit, KEY_TEXT.moveBySteps, EDITS_BY_STEPS),
  command('confirm', ['Enter'], edit, KEY_TEXT.putDown),
  command('cancel', ['Escape'], edit, KEY_TEXT.cancel),

  command('next-beat', ['Tab'], beats, KEY_TEXT.stepInFilter, STEPS_AT_HOME),
  command('previous-beat', ['Shift+Tab'], beats, KEY_TEXT.stepInFilter, STEPS_AT_HOME),
  command('next-difference', ['d'], beats, KEY_TEXT.stepDifference, REPEATS),
  command('previous-difference', ['Shift+d'], beats, KEY_TEXT.stepDifference, REPEATS),
  command('next-queued', ['u'], beats, KEY_TEXT.stepQueue, REPEATS),
  command('previous-queued', ['Shift+u'], beats, KEY_TEXT.stepQueue, REPEATS),
  ...FILTER_DIGITS.map((digit) =>
    command(`filter-${digit}`, [String(digit)], beats, KEY_TEXT.filter),
  ),

  command('scroll-back', ['ArrowLeft'], time, KEY_TEXT.scroll, REPEATS),
  command('scroll-on', ['ArrowRight'], time, KEY_TEXT.scroll, REPEATS),
  command('page-back', ['PageUp'], time, KEY_TEXT.page, REPEATS),
  command('page-on', ['PageDown'], time, KEY_TEXT.page, REPEATS),
  command('go-to-start', ['Home'], time, KEY_TEXT.ends),
  command('go-to-end', ['End'], time, KEY_TEXT.ends),
  command('go-to-time', ['g'], time, KEY_TEXT.goToTime),

  command('play', ['Space'], play, KEY_TEXT.play),
  command('play-faster', ['ArrowUp'], play, KEY_TEXT.playRate),
  command('play-slower', ['ArrowDown'], play, KEY_TEXT.playRate),
  command('play-mode', ['p'], play, KEY_TEXT.playMode),

  // The brackets need AltGr on many keyboards: the arrows do the same.
  command('speed-down', ['[', 'Alt+ArrowDown'], paper, KEY_TEXT.paperSpeed),
  command('speed-up', [']', 'Alt+ArrowUp'], paper, KEY_TEXT.paperSpeed),
  command('gain-down', ['-'], paper, KEY_TEXT.gain),
  command('gain-up', ['=', '+'], paper, KEY_TEXT.gain),
  command('standard-paper', ['Mod+0'], paper, KEY_TEXT.standardPaper),

  command('toggle-filter', ['h'], paper, KEY_TEXT.displayFilter),

  command('toggle-rr', ['r'], screen, KEY_TEXT.toggleRr),
  command('toggle-clock', ['t'], screen, KEY_TEXT.toggleClock),
  command('toggle-inspector', ['Mod+i'], screen, KEY_TEXT.toggleInspector),
];
