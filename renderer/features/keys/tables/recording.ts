import { KEY_TEXT } from '../../../text/keys.ts';
import { READERS_TEXT } from '../../../text/readers.ts';
import { QUALITY_TEXT } from '../../../text/quality.ts';
import { command } from '../key-command.ts';

const { recording } = KEY_TEXT.sections;
const STEP_EVENT = { repeats: true, row: KEY_TEXT.rows.stepEvent } as const;

/** Keys of every view of an open recording. */
export const RECORDING_KEYS = [
  command('undo', ['Mod+z'], recording, KEY_TEXT.undo, { repeats: true, edits: true }),
  command('redo', ['Mod+Shift+z', 'Mod+y'], recording, KEY_TEXT.redo, {
    repeats: true,
    edits: true,
  }),
  command('bookmark', ['b'], recording, KEY_TEXT.bookmark),
  command('previous-bookmark', ['Alt+PageUp'], recording, KEY_TEXT.previousBookmark, {
    repeats: true,
    row: KEY_TEXT.rows.stepBookmark,
  }),
  command('next-bookmark', ['Alt+PageDown'], recording, KEY_TEXT.nextBookmark, {
    repeats: true,
    row: KEY_TEXT.rows.stepBookmark,
  }),
  command('artefact', ['x'], recording, QUALITY_TEXT.keys.artefact, { edits: true }),
  command('artefact-back', ['Shift+x'], recording, QUALITY_TEXT.keys.artefactBack, { edits: true }),
  command('leave-version', ['Shift+Escape'], recording, READERS_TEXT.leaveVersion),
  command('show-beat', ['Shift+i'], recording, KEY_TEXT.showBeat),
  command('show-signal', ['Shift+g'], recording, QUALITY_TEXT.keys.showSignal),
  command('show-history', ['Shift+h'], recording, KEY_TEXT.showHistory),
  command('show-bookmarks', ['Shift+b'], recording, KEY_TEXT.showBookmarks),
  command('next-event', ['j'], recording, KEY_TEXT.nextEvent, STEP_EVENT),
  command('previous-event', ['k'], recording, KEY_TEXT.previousEvent, STEP_EVENT),
];
