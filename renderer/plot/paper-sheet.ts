import { gridLines } from './ecg-paper.ts';
import type { PaperTheme } from './paper-theme.ts';

export interface SheetShape {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels from the top to the major line of 0 mV. */
  readonly zeroPx: number;
  /** Device pixels. */
  readonly pixelsPerMm: number;
}

/** Strips of one view have one shape, or two while the window is being resized. */
const KEPT_SHEETS = 4;

/**
 * Sheets of ECG paper, drawn once per size and theme and then copied: 600 grid lines a strip would
 * otherwise be stroked anew in every frame. The grid stands still and the trace moves over it, as
 * under a ruler; at 60 times speed a moving grid would only flicker.
 */
export class PaperSheets {
  readonly #sheets = new Map<string, OffscreenCanvas>();
  #theme: PaperTheme | null = null;

  sheet(shape: SheetShape, theme: PaperTheme): OffscreenCanvas {
    if (theme !== this.#theme) this.#sheets.clear();
    this.#theme = theme;
    const key = `${shape.width} ${shape.height} ${shape.zeroPx} ${shape.pixelsPerMm}`;
    const known = this.#sheets.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#sheets.keys();
    if (oldest !== undefined && this.#sheets.size >= KEPT_SHEETS) this.#sheets.delete(oldest);
    const sheet = drawSheet(shape, theme);
    this.#sheets.set(key, sheet);
    return sheet;
  }
}

function drawSheet(shape: SheetShape, theme: PaperTheme): OffscreenCanvas {
  const { width, height, zeroPx, pixelsPerMm } = shape;
  const sheet = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = sheet.getContext('2d', { alpha: false });
  if (context === null) return sheet;
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, width, height);
  // One device pixel per millimetre line, more only where the display is dense.
  const thin = Math.max(1, Math.round(pixelsPerMm / 8));
  const across = gridLines(width, 0, pixelsPerMm);
  const down = gridLines(height, zeroPx, pixelsPerMm);
  const stroke = (columns: readonly number[], rows: readonly number[], colour: string): void => {
    context.fillStyle = colour;
    for (const x of columns) context.fillRect(x, 0, thin, height);
    for (const y of rows) context.fillRect(0, y, width, thin);
  };
  stroke(across.minor, down.minor, theme.gridMinor);
  stroke(across.major, down.major, theme.gridMajor);
  return sheet;
}
