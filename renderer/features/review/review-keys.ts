import { createKeybindingsHandler } from 'tinykeys';
import type { Attachment } from 'svelte/attachments';
import { KEY_BINDINGS, type KeyBinding } from './keymap.ts';
import type { ReviewCommands } from './review-commands.ts';
import type { Review } from './review.svelte.ts';

/** Keys that a focused control needs for itself. */
const CONTROL_KEYS: readonly KeyBinding['command'][] = ['play', 'confirm'];
const STEP_KEYS: readonly KeyBinding['command'][] = ['next-beat', 'previous-beat'];

/**
 * Handles the keys of KEY_BINDINGS anywhere in the window while the review view is shown. Text
 * fields and dialogs keep all their keys; Tab belongs to the strips only while they (or nothing)
 * have the focus, so that every control stays reachable.
 */
export function reviewKeys(review: Review, commands: ReviewCommands): Attachment<HTMLElement> {
  return (strips) => {
    const run = (binding: KeyBinding) => (event: KeyboardEvent) => {
      if (event.repeat && binding.repeats !== true) return;
      const focused = document.activeElement;
      const onStrips = focused === null || focused === document.body || focused === strips;
      if (!onStrips && STEP_KEYS.includes(binding.command)) return;
      if (focused instanceof HTMLButtonElement && CONTROL_KEYS.includes(binding.command)) return;
      event.preventDefault();
      review.message = '';
      if (binding.edits === true) review.playback.pause();
      commands[binding.command](event.timeStamp);
    };
    const handle = createKeybindingsHandler(
      Object.fromEntries(
        KEY_BINDINGS.flatMap((binding) => binding.keys.map((key) => [key, run(binding)] as const)),
      ),
      { ignore: keepsItsKeys },
    );
    const putDown = (event: KeyboardEvent): void => {
      // A move by Alt and arrows ends when Alt is let go.
      if (event.key === 'Alt' && review.correction.moving !== null) review.correction.putDown();
    };
    window.addEventListener('keydown', handle);
    window.addEventListener('keyup', putDown);
    return () => {
      window.removeEventListener('keydown', handle);
      window.removeEventListener('keyup', putDown);
    };
  };
}

/** Whether a key press belongs to what has the focus: text, a list of values, or a dialog. */
function keepsItsKeys(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable="true"], dialog') !== null;
}
