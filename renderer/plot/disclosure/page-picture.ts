import type { Span } from '../../../app/domain/regions.ts';
import type { PaperTheme } from '../paper-theme.ts';

/** Everything but the samples that a page of the full disclosure is drawn from; can be posted. */
export interface PagePicture {
  readonly widthPx: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
  readonly gutterPx: number;
  readonly rowHeightPx: number;
  /**
   * Room above the first and below the last row, CSS pixels: a high beat reaches into the rows
   * beside its own, as on paper, and pages overlap by this much.
   */
  readonly bleedPx: number;
  readonly startSample: number;
  /** End of the recording. */
  readonly sampleCount: number;
  readonly sampleRateHz: number;
  readonly rowSamples: number;
  /** From top to bottom. */
  readonly rows: readonly PageRow[];
  /** CSS pixels upwards per count. */
  readonly pixelsPerCount: number;
  readonly beats: PageBeats;
  /** What of the lead is left out of every figure: hatched. */
  readonly leftOut: readonly Span[];
  /** Seconds between the upright lines. */
  readonly guideSeconds: number;
  readonly theme: PaperTheme;
}

interface PageRow {
  /** Time at the start of the row. */
  readonly time: string;
  /** Heart rate with its unit, or that there is none. */
  readonly rate: string;
}

/** The beats of a page that are marked, ascending. */
export interface PageBeats {
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  /** 1 for beats that the reader's filter leaves out: they stay to be seen, but quietly. */
  readonly isQuiet: Uint8Array;
}

/** How much of their colour quiet beats keep. */
export const QUIET_OPACITY = 0.35;

/** What pages are drawn on. */
export type PageContext = OffscreenCanvasRenderingContext2D;

/** Top of a row on the canvas, CSS pixels. */
export function rowTopPx({ bleedPx, rowHeightPx }: PagePicture, row: number): number {
  return bleedPx + row * rowHeightPx;
}

/** What the window tells the worker. A page is known by the number it was added with. */
export type PageRequest =
  | { readonly kind: 'add'; readonly page: number; readonly canvas: OffscreenCanvas }
  /** Other samples are on their way: those that are there no longer fit. */
  | { readonly kind: 'reading'; readonly page: number }
  | { readonly kind: 'samples'; readonly page: number; readonly bytes: ArrayBuffer }
  | {
      readonly kind: 'picture';
      readonly page: number;
      readonly picture: PagePicture;
      /** Counts the pictures of the page. */
      readonly version: number;
    }
  | { readonly kind: 'remove'; readonly page: number };

/** What the worker answers: the page is drawn with its samples and on its way to the screen. */
export interface PageDrawn {
  readonly page: number;
  readonly version: number;
  /** What drawing took, in ms. */
  readonly drawMs: number;
}
