import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { events } = KEY_TEXT.sections;

/** Keys of the events view. */
export const EVENT_KEYS = [
  command('confirm', ['Enter', 'y'], events, KEY_TEXT.confirmEvent),
  command('dismiss', ['Backspace'], events, KEY_TEXT.dismissEvent),
  command('reopen', ['o'], events, KEY_TEXT.reopenEvent),
  command('comment', ['Shift+c'], events, KEY_TEXT.commentEvent),
  command('criteria', ['Shift+k'], events, KEY_TEXT.eventCriteria),
];
