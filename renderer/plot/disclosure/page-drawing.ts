import type { PageDrawn, PagePicture, PageRequest } from './page-picture.ts';

/** One page that a worker draws. */
export interface DrawnPage {
  /** Forgets the samples: others are being read. */
  readSamples(): void;
  show(picture: PagePicture): void;
  /** Bytes of a sample window of one lead; they are handed over. */
  takeSamples(bytes: ArrayBuffer): void;
  remove(): void;
}

let ofWindow: PageDrawing | null = null;

/**
 * The one worker of the window that draws pages. It is kept: starting it takes longer than a page.
 * Called ahead of the first page, it is ready by then.
 */
export function pageDrawing(): PageDrawing {
  return (ofWindow ??= new PageDrawing());
}

/** The window's end of the worker that draws pages of the full disclosure. */
export class PageDrawing {
  readonly #worker = new Worker(new URL('./disclosure.worker.ts', import.meta.url), {
    type: 'module',
  });
  readonly #onDrawn = new Map<number, (drawn: PageDrawn) => void>();
  #added = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<PageDrawn>) => {
      this.#onDrawn.get(data.page)?.(data);
    };
  }

  /** Hands a canvas over for good; `onDrawn` is called whenever the page stands with its samples. */
  add(canvas: HTMLCanvasElement, onDrawn: (drawn: PageDrawn) => void): DrawnPage {
    const page = this.#added;
    this.#added += 1;
    let version = 0;
    this.#onDrawn.set(page, (drawn) => {
      // A picture that has been replaced meanwhile tells nothing of the one that is wanted.
      if (drawn.version === version) onDrawn(drawn);
    });
    const offscreen = canvas.transferControlToOffscreen();
    this.#post({ kind: 'add', page, canvas: offscreen }, [offscreen]);
    return {
      readSamples: () => {
        this.#post({ kind: 'reading', page });
      },
      show: (picture) => {
        version += 1;
        this.#post({ kind: 'picture', page, picture, version });
      },
      takeSamples: (bytes) => {
        this.#post({ kind: 'samples', page, bytes }, [bytes]);
      },
      remove: () => {
        this.#onDrawn.delete(page);
        this.#post({ kind: 'remove', page });
      },
    };
  }

  #post(request: PageRequest, handedOver: Transferable[] = []): void {
    this.#worker.postMessage(request, handedOver);
  }
}
