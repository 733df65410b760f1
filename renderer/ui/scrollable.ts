import type { Attachment } from 'svelte/attachments';

/** Lets the keyboard reach a region that scrolls, for as long as something of it is out of sight. */
export function scrollable(): Attachment<HTMLElement> {
  return (element) => {
    const update = (): void => {
      const overflows =
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
      if (overflows) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.classList.add('scrolls');
    for (const child of element.children) observer.observe(child);
    update();
    return () => {
      observer.disconnect();
    };
  };
}
