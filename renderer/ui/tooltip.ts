import type { Attachment } from 'svelte/attachments';

const DELAY_MS = 350;
const GAP_PX = 6;

/** Where the pointer was last, so that what moves away under it is told from a pointer that moves. */
let pointerAt = '';
const placeOf = ({ screenX, screenY }: PointerEvent): string => `${screenX} ${screenY}`;

/**
 * Shows `text` beside the element on hover and on keyboard focus, until a key is pressed. A pointer
 * that rests while another view comes up under it has asked for nothing. The element must already
 * have a name of its own; a text that adds to that name is also given to screen readers.
 */
export function tooltip(text: string, side: 'below' | 'right' = 'below'): Attachment<HTMLElement> {
  return (element) => {
    let bubble: HTMLElement | null = null;
    let timer = 0;
    /** Hidden by a key or a click; the pointer must leave before it asks again. */
    let isDismissed = false;

    const hide = (): void => {
      window.clearTimeout(timer);
      bubble?.remove();
      bubble = null;
      window.removeEventListener('keydown', dismiss, true);
    };
    const dismiss = (): void => {
      isDismissed = true;
      hide();
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
      window.addEventListener('keydown', dismiss, true);
    };
    const showSoon = (event: PointerEvent): void => {
      const hasMoved = placeOf(event) !== pointerAt;
      if (!hasMoved || isDismissed || bubble !== null) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(show, DELAY_MS);
      window.addEventListener('keydown', dismiss, true);
    };
    const enter = (): void => {
      isDismissed = false;
    };
    const showOnKeyboardFocus = (): void => {
      if (element.matches(':focus-visible')) show();
    };

    const ownName = element.getAttribute('aria-label') ?? element.textContent.trim();
    if (ownName !== text) element.setAttribute('aria-description', text);
    window.addEventListener('pointermove', rememberPointer);
    element.addEventListener('pointermove', showSoon);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', dismiss);
    element.addEventListener('focus', showOnKeyboardFocus);
    element.addEventListener('blur', hide);
    return () => {
      hide();
      element.removeEventListener('pointermove', showSoon);
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', dismiss);
      element.removeEventListener('focus', showOnKeyboardFocus);
      element.removeEventListener('blur', hide);
    };
  };
}

/** Heard after the elements have compared: adding it again for each of them changes nothing. */
function rememberPointer(event: PointerEvent): void {
  pointerAt = placeOf(event);
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
