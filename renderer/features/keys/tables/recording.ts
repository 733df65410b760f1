import { KEY_TEXT } from '../../../text/keys.ts';
import { command } from '../key-command.ts';

const { recording } = KEY_TEXT.sections;

/** Keys of every view of an open recording. */
export const RECORDING_KEYS = [
  command('undo', ['Mod+z'], recording, KEY_TEXT.undo, { repeats: true, edits: true }),
  command('redo', ['Mod+Shift+z', 'Mod+y'], recording, KEY_TEXT.redo, {
    repeats: true,
    edits: true,
  }),
  command('show-history', ['Shift+h'], recording, KEY_TEXT.showHistory),
  command('show-bookmarks', ['Shift+b'], recording, KEY_TEXT.showBookmarks),
];
