/**
 * A canvas of a given height in CSS pixels that keeps up with the window's width and the display's
 * pixel density: beat marks, RR intervals and the time ruler are drawn on one each.
 */
export class LaneCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
  }

  /** Clears the lane and draws on it in CSS pixels. */
  draw(
    widthPx: number,
    heightPx: number,
    paint: (context: CanvasRenderingContext2D) => void,
  ): void {
    const context = this.#context;
    if (context === null) return;
    const density = window.devicePixelRatio;
    const width = Math.round(widthPx * density);
    const height = Math.round(heightPx * density);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${widthPx}px`;
      this.#canvas.style.height = `${heightPx}px`;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    paint(context);
  }
}
