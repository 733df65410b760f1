import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tooltip } from '../../../../renderer/ui/tooltip.ts';

/** As much of an element as a tooltip and the element that it is of need. */
class PlainElement extends EventTarget {
  readonly style: Record<string, string> = {};
  readonly textContent = 'Beats';
  readonly getAttribute = (): null => null;
  readonly setAttribute = (): void => undefined;
  readonly closest = (): null => null;
  readonly matches = (): boolean => true;
  readonly getBoundingClientRect = () => ({ left: 0, top: 0, width: 1, height: 1 });
  readonly showPopover = (): void => {
    shown.add(this);
  };
  readonly remove = (): void => {
    shown.delete(this);
  };
}

const shown = new Set<PlainElement>();
let element: PlainElement;
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  shown.clear();
  page = Object.assign(new EventTarget(), { setTimeout, clearTimeout });
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', {
    createElement: () => new PlainElement(),
    body: { append: () => undefined },
  });
  element = new PlainElement();
  tooltip('What is counted')(element as unknown as HTMLElement);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The element hears of it first, then the window. */
function pointer(type: string, screenX: number): void {
  for (const target of [element, page]) {
    target.dispatchEvent(Object.assign(new Event(type), { screenX, screenY: 5 }));
  }
  vi.advanceTimersByTime(1000);
}

it('shows nothing under a pointer that rests while views change', () => {
  page.dispatchEvent(Object.assign(new Event('pointermove'), { screenX: 40, screenY: 5 }));
  pointer('pointerenter', 40);
  pointer('pointermove', 40);
  expect(shown.size).toBe(0);
  pointer('pointermove', 41);
  expect(shown.size).toBe(1);
});

it('hides on any key, and stays hidden until the pointer comes again', () => {
  pointer('pointermove', 1);
  page.dispatchEvent(new Event('keydown'));
  expect(shown.size).toBe(0);
  pointer('pointermove', 2);
  expect(shown.size).toBe(0);
  pointer('pointerleave', 90);
  pointer('pointerenter', 3);
  pointer('pointermove', 4);
  expect(shown.size).toBe(1);
});

it('shows at once to the keyboard', () => {
  element.dispatchEvent(new Event('focus'));
  expect(shown.size).toBe(1);
  page.dispatchEvent(new Event('keydown'));
  expect(shown.size).toBe(0);
});
