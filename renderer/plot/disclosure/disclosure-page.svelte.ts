import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { PageDrawing } from './page-drawing.ts';
import type { PageDrawn, PagePicture } from './page-picture.ts';

export interface DisclosurePageOptions {
  /** The page as it stands; follows whatever state it reads. */
  readonly picture: () => PagePicture;
  /** The bytes of the page's samples; follows the state that it reads before it waits. */
  readonly fetchSamples: (signal: AbortSignal) => Promise<ArrayBuffer>;
  readonly onDrawn: (drawn: PageDrawn) => void;
  /** The samples could not be read (not called for cancelled requests). */
  readonly onFailed: (error: unknown) => void;
  readonly onGone: () => void;
}

/**
 * Has a page of the full disclosure drawn on the canvas: one request for its samples, cancelled
 * when the page goes or asks for others, and a repaint whenever its picture changes.
 */
export function disclosurePage(
  drawing: PageDrawing,
  { picture, fetchSamples, onDrawn, onFailed, onGone }: DisclosurePageOptions,
): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const page = untrack(() => drawing.add(canvas, onDrawn));
    // Before the picture, so that it is never drawn with samples that were read for another one.
    $effect(() => {
      const controller = new AbortController();
      page.readSamples();
      fetchSamples(controller.signal)
        .then((bytes) => {
          if (!controller.signal.aborted) page.takeSamples(bytes);
        })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) onFailed(error);
        });
      return () => {
        controller.abort();
      };
    });
    $effect(() => {
      page.show(picture());
    });
    return () => {
      page.remove();
      onGone();
    };
  };
}
