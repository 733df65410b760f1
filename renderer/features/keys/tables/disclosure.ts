import { DISCLOSURE_KEY_TEXT } from '../../../text/disclosure.ts';
import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { time, paper, screen } = KEY_TEXT.sections;
const { rows, ...text } = DISCLOSURE_KEY_TEXT;

const repeats = (row: string) => ({ row, repeats: true }) as const;

/** Keys of the full disclosure. */
export const DISCLOSURE_KEYS = [
  command('place-back', ['ArrowLeft'], time, text.placeBack, repeats(rows.place)),
  command('place-on', ['ArrowRight'], time, text.placeOn, repeats(rows.place)),
  command('row-back', ['ArrowUp'], time, text.rowBack, repeats(rows.row)),
  command('row-on', ['ArrowDown'], time, text.rowOn, repeats(rows.row)),
  command('page-back', ['PageUp'], time, text.pageBack, repeats(rows.page)),
  command('page-on', ['PageDown'], time, text.pageOn, repeats(rows.page)),
  command('go-to-start', ['Home'], time, KEY_TEXT.goToStart, { row: KEY_TEXT.rows.ends }),
  command('go-to-end', ['End'], time, KEY_TEXT.goToEnd, { row: KEY_TEXT.rows.ends }),
  command('open-strips', ['Enter'], time, text.openStrips),

  // The brackets need AltGr on many keyboards: the arrows do the same.
  command('shorter-rows', ['[', 'Alt+ArrowDown'], paper, text.shorterRows, { row: rows.length }),
  command('longer-rows', [']', 'Alt+ArrowUp'], paper, text.longerRows, { row: rows.length }),
  command('gain-down', ['-'], paper, KEY_TEXT.gainDown, { row: KEY_TEXT.rows.gain }),
  command('gain-up', ['=', '+'], paper, KEY_TEXT.gainUp, { row: KEY_TEXT.rows.gain }),

  command('next-lead', ['l'], screen, text.nextLead, { row: rows.lead }),
  command('previous-lead', ['Shift+l'], screen, text.previousLead, { row: rows.lead }),
  command('toggle-clock', ['t'], screen, KEY_TEXT.toggleClock),
];
