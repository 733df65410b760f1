import { BEAT_CLASSES, BEAT_CLASS_NAMES } from '../../../../app/domain/beat-class.ts';
import { GROUPS_KEY_TEXT } from '../../../text/groups.ts';
import { command } from '../key-command.ts';

const { section, rows, ...text } = GROUPS_KEY_TEXT;

const EDITS = { edits: true } as const;
const MOVES = { repeats: true, row: rows.move } as const;

/** Keys of the groups view. */
export const GROUP_KEYS = [
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `label-${beatClass}`,
      [beatClass.toLowerCase()],
      section,
      text.label(BEAT_CLASS_NAMES[beatClass]),
      { edits: true, row: rows.label },
    ),
  ),
  ...BEAT_CLASSES.map((beatClass) =>
    command(
      `label-group-${beatClass}`,
      [`Shift+${beatClass.toLowerCase()}`],
      section,
      text.labelGroup(BEAT_CLASS_NAMES[beatClass]),
      { edits: true, row: rows.labelGroup },
    ),
  ),
  command('exclude', ['Delete'], section, text.exclude, EDITS),
  command('split', ['d'], section, text.split, EDITS),
  command('merge', ['m'], section, text.merge, EDITS),

  command('left', ['ArrowLeft'], section, text.left, MOVES),
  command('right', ['ArrowRight'], section, text.right, MOVES),
  command('up', ['ArrowUp'], section, text.up, MOVES),
  command('down', ['ArrowDown'], section, text.down, MOVES),
  command('first', ['Home'], section, text.first, { row: rows.ends }),
  command('last', ['End'], section, text.last, { row: rows.ends }),
  command('open', ['Enter'], section, text.open),
  command('close', ['Escape'], section, text.close),
  command('mark', ['Space'], section, text.mark),
  command('extend-left', ['Shift+ArrowLeft'], section, text.extendLeft, { repeats: true }),
  command('extend-right', ['Shift+ArrowRight'], section, text.extendRight, { repeats: true }),
  command('mark-all', ['Mod+a'], section, text.markAll),

  command('filter-all', ['1'], section, text.filterAll, { row: rows.filter }),
  ...BEAT_CLASSES.map((beatClass, index) =>
    command(
      `filter-${beatClass}`,
      [String(index + 2)],
      section,
      text.filter(BEAT_CLASS_NAMES[beatClass]),
      { row: rows.filter },
    ),
  ),
  command('filter-mixed', ['7'], section, text.filterMixed, { row: rows.filter }),

  command('sort', ['o'], section, text.sort),
  command('form', ['g'], section, text.form),
  command('strips', ['Shift+Enter'], section, text.strips),
];
