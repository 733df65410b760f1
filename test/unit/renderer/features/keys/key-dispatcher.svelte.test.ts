import { expect, it, vi } from 'vitest';
import { keys } from '../../../../../renderer/features/keys/key-dispatcher.svelte.ts';

/** As much of an element as is asked of one that has the focus. */
class FocusedElement {
  readonly #tag: string;

  constructor(tag: string) {
    this.#tag = tag;
  }

  closest(selector: string): this | null {
    return this.matches(selector) ? this : null;
  }

  matches(selector: string): boolean {
    return selector.split(/[\s,]+/).includes(this.#tag);
  }
}

/** Whether the browser is kept from marking everything. */
function isKept(focused: string | null, part: Partial<KeyboardEvent> = {}): boolean {
  const preventDefault = vi.fn();
  keys.press({
    key: 'a',
    code: 'KeyA',
    ctrlKey: true,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    target: focused === null ? null : new FocusedElement(focused),
    getModifierState: () => false,
    preventDefault,
    ...part,
  } as unknown as KeyboardEvent);
  return preventDefault.mock.calls.length > 0;
}

it('lets Ctrl+A mark the text of a field, and never the words of the window', () => {
  vi.stubGlobal('Element', FocusedElement);
  expect(isKept(null)).toBe(true);
  expect(isKept('button')).toBe(true);
  expect(isKept(null, { key: 'ф' })).toBe(true);
  expect(isKept('textarea')).toBe(false);
  expect(isKept('input')).toBe(false);
  expect(isKept(null, { key: 'b', code: 'KeyB' })).toBe(false);
});
