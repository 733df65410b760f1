import type { Attachment } from 'svelte/attachments';

/**
 * Takes the focus when what has it inside the element goes away, as a button does that its own press
 * makes needless: else it falls to the page, and the keyboard begins at its top again. The element
 * needs `tabindex="-1"`.
 */
export function keepFocus(): Attachment<HTMLElement> {
  return (element) => {
    let focused: Node | null = null;
    const note = (event: FocusEvent): void => {
      focused = event.target instanceof Node ? event.target : null;
    };
    const forget = ({ target }: FocusEvent): void => {
      // What is being taken away loses the focus while it is still there.
      queueMicrotask(() => {
        if (target === focused && focused?.isConnected === true) focused = null;
      });
    };
    const observer = new MutationObserver(() => {
      if (focused === null || focused.isConnected) return;
      focused = null;
      if (document.activeElement === document.body) element.focus({ preventScroll: true });
    });
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', forget);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', forget);
    };
  };
}
