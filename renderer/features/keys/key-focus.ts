import type { KeyCommand } from './key-command.ts';

/** Controls that Space and Enter press. */
const PRESSED = `button, a[href], summary, [role='button'], [role='option'], [role='menuitem'],
  [role='tab'], [role='checkbox'], [role='switch'], [role='radio'], [role='row'], [role='gridcell'],
  input[type='checkbox'], input[type='radio'], input[type='range']`;
/** Controls that arrows move within. */
const STEPPED = `[role='listbox'], [role='grid'], [role='treegrid'], [role='tree'], [role='menu'],
  [role='tablist'], [role='radiogroup'], [role='slider'], [role='separator'],
  input[type='radio'], input[type='range']`;
const CONTROL_INPUTS = `input[type='checkbox'], input[type='radio'], input[type='range'],
  input[type='button'], input[type='submit'], input[type='color'], input[type='file']`;

const PRESS_KEYS: readonly string[] = [' ', 'Enter'];
const STEP_KEYS: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
];

/**
 * Whether what has the focus needs a key press for itself: text, a list of values, a pressed or
 * stepped control, something that scrolls, or a dialog. `home` is the element that the command's
 * scope is about; its own scrolling and the like never count.
 */
export function focusKeepsKey(
  event: KeyboardEvent,
  command: Pick<KeyCommand, 'atHome' | 'inText'>,
  home: Element | null,
): boolean {
  if (event.isComposing || event.defaultPrevented) return true;
  if (event.key === 'Escape' && menuIsOpen()) return true;
  const { target } = event;
  if (!(target instanceof Element) || target === document.body || target === home) return false;
  if (target.closest('dialog') !== null) return true;
  if (command.atHome === true) return true;
  if (isText(target)) return command.inText !== true;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (PRESS_KEYS.includes(event.key)) return target.matches(PRESSED);
  if (!STEP_KEYS.includes(event.key)) return false;
  return target.closest(STEPPED) !== null || scrolls(target);
}

/** Whether a key press is of a field with text to edit. */
export function isTextFocused({ target }: KeyboardEvent): boolean {
  return target instanceof Element && isText(target);
}

/** A menu that Escape closes, wherever the focus is. */
function menuIsOpen(): boolean {
  const menus = [...document.querySelectorAll("[popover='auto']")];
  return menus.some((menu) => menu.matches(':popover-open'));
}

/** Where letters are typed or choose: bare letters are no commands there. */
function isText(target: Element): boolean {
  if (target.closest("select, textarea, [contenteditable='true']") !== null) return true;
  return target.matches('input') && !target.matches(CONTROL_INPUTS);
}

function scrolls(target: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(target);
  const down = overflowY !== 'visible' && target.scrollHeight > target.clientHeight;
  const across = overflowX !== 'visible' && target.scrollWidth > target.clientWidth;
  return target instanceof HTMLElement && target.tabIndex >= 0 && (down || across);
}
