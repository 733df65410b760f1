import { decodeSampleWindow, type SampleWindow } from '../../../app/contract/samples.ts';
import type { PageDrawn, PagePicture, PageRequest } from './page-picture.ts';
import { paintPage } from './paint-page.ts';

/** Draws the pages of a full disclosure on canvases that were handed over, off the main thread. */

interface Page {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
  picture: PagePicture | null;
  samples: SampleWindow | null;
}

const pages = new Map<number, Page>();

self.onmessage = ({ data }: MessageEvent<PageRequest>): void => {
  if (data.kind === 'add') {
    const context = data.canvas.getContext('2d');
    if (context === null) return;
    pages.set(data.page, { canvas: data.canvas, context, picture: null, samples: null });
    return;
  }
  if (data.kind === 'remove') {
    pages.delete(data.page);
    return;
  }
  const page = pages.get(data.page);
  if (page === undefined) return;
  if (data.kind === 'samples') page.samples = decodeSampleWindow(data.bytes);
  else page.picture = data.picture;
  draw(page, data.page);
};

function draw({ canvas, context, picture, samples }: Page, page: number): void {
  if (picture === null) return;
  const start = performance.now();
  const { density, widthPx, rows, rowHeightPx, bleedPx } = picture;
  const width = Math.max(1, Math.round(widthPx * density));
  const height = Math.max(1, Math.round((rows.length * rowHeightPx + 2 * bleedPx) * density));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  paintPage(context, picture, samples);
  if (samples === null) return;
  const drawMs = performance.now() - start;
  // The canvas is handed to the screen at the end of the frame that this callback begins.
  requestAnimationFrame(() => {
    const drawn: PageDrawn = { page, drawMs };
    self.postMessage(drawn);
  });
}
