import { decodeSampleWindow, type SampleWindow } from '../../../app/contract/samples.ts';
import type { PageDrawn, PagePicture, PageRequest } from './page-picture.ts';
import { paintPage } from './paint-page.ts';

/** Draws the pages of a full disclosure on canvases that were handed over, off the main thread. */

interface Page {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
  picture: PagePicture | null;
  version: number;
  samples: SampleWindow | null;
  /** Timer of the drawing without samples. */
  emptySheet: number;
}

/** Samples that come within this time are waited for, so that the page is drawn once. */
const EMPTY_SHEET_AFTER_MS = 50;

const pages = new Map<number, Page>();

self.onmessage = ({ data }: MessageEvent<PageRequest>): void => {
  if (data.kind === 'add') {
    const context = data.canvas.getContext('2d');
    if (context === null) return;
    const { canvas } = data;
    const nothing = { picture: null, version: 0, samples: null, emptySheet: 0 };
    pages.set(data.page, { canvas, context, ...nothing });
    return;
  }
  const page = pages.get(data.page);
  if (page === undefined) return;
  switch (data.kind) {
    case 'reading':
      page.samples = null;
      break;
    case 'samples':
      page.samples = decodeSampleWindow(data.bytes);
      draw(page, data.page);
      break;
    case 'picture':
      page.picture = data.picture;
      page.version = data.version;
      if (page.samples !== null) draw(page, data.page);
      else if (page.emptySheet === 0) {
        page.emptySheet = self.setTimeout(draw, EMPTY_SHEET_AFTER_MS, page, data.page);
      }
      break;
    case 'remove':
      clearTimeout(page.emptySheet);
      pages.delete(data.page);
      break;
  }
};

function draw(drawn: Page, page: number): void {
  const { canvas, context, picture, version, samples } = drawn;
  clearTimeout(drawn.emptySheet);
  drawn.emptySheet = 0;
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
    self.postMessage({ page, version, drawMs } satisfies PageDrawn);
  });
}
