import type { Attachment } from 'svelte/attachments';

const DELAY_MS = 350;
const GAP_PX = 6;

/**
 * Shows `text` beside the element on hover and on keyboard focus. The element must already have a
 * name of its own; a text that adds to that name is also given to screen readers.
 */
export function tooltip(text: string, side: 'below' | 'right' = 'below'): Attachment<HTMLElement> {
  return (element) => {
    let bubble: HTMLElement | null = null;
    let timer = 0;

    const hide = (): void => {
      window.clearTimeout(timer);
      bubble?.remove();
      bubble = null;
    };
    const show = (): void => {
      hide();
      bubble = document.createElement('div');
      bubble.className = 'tooltip';
      bubble.popover = 'manual';
      bubble.textContent = text;
      bubble.setAttribute('aria-hidden', 'true');
      // Inside the nearest dialog, or it would be inert while that one is open.
      (element.closest('dialog') ?? document.body).append(bubble);
      bubble.showPopover();
      place(bubble, element.getBoundingClientRect(), side);
    };
    const showSoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, DELAY_MS);
    };
    const showOnKeyboardFocus = (): void => {
      if (element.matches(':focus-visible')) show();
    };
    const hideOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };

    const ownName = element.getAttribute('aria-label') ?? element.textContent.trim();
    if (ownName !== text) element.setAttribute('aria-description', text);
    element.addEventListener('pointerenter', showSoon);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('focus', showOnKeyboardFocus);
    element.addEventListener('blur', hide);
    element.addEventListener('keydown', hideOnEscape);
    return () => {
      hide();
      element.removeEventListener('pointerenter', showSoon);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focus', showOnKeyboardFocus);
      element.removeEventListener('blur', hide);
      element.removeEventListener('keydown', hideOnEscape);
    };
  };
}

function place(bubble: HTMLElement, anchor: DOMRect, side: 'below' | 'right'): void {
  const { width, height } = bubble.getBoundingClientRect();
  const left = side === 'right' ? anchor.right + GAP_PX : anchor.left + (anchor.width - width) / 2;
  const below = anchor.bottom + GAP_PX;
  const fitsBelow = below + height <= window.innerHeight;
  const top =
    side === 'right'
      ? anchor.top + (anchor.height - height) / 2
      : fitsBelow
        ? below
        : anchor.top - height - GAP_PX;
  bubble.style.left = `${Math.max(GAP_PX, Math.min(left, window.innerWidth - width - GAP_PX))}px`;
  bubble.style.top = `${Math.max(GAP_PX, top)}px`;
}
