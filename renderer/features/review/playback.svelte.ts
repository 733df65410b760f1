import type { FrameLoop, StripView } from '../../plot/index.ts';
import { stepPreset } from '../../plot/index.ts';

/** Times real time. */
export const PLAY_RATES = [1, 2, 4, 8, 15, 30, 60] as const;
/** A frame later than this is not caught up with: the recording never jumps after a stall. */
const LONGEST_STEP_MS = 100;

/**
 * Moves the window on by itself: smoothly, or window by window for readers who asked their system
 * for less motion.
 */
export class Playback {
  playing = $state(false);
  rate = $state<number>(1);

  readonly #view: StripView;
  readonly #frames: FrameLoop;
  readonly #prefersLessMotion: () => boolean;
  #stop: (() => void) | null = null;
  #lastMs: number | null = null;
  /** Samples played since the last page, when paging. */
  #pagedSamples = 0;

  constructor(view: StripView, frames: FrameLoop, prefersLessMotion: () => boolean) {
    this.#view = view;
    this.#frames = frames;
    this.#prefersLessMotion = prefersLessMotion;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.#start();
  }

  pause(): void {
    this.playing = false;
    this.#stop?.();
    this.#stop = null;
  }

  step(direction: 1 | -1): void {
    this.rate = stepPreset(PLAY_RATES, this.rate, direction);
  }

  #start(): void {
    if (this.#view.startSample >= this.#view.lastStartSample) return;
    this.playing = true;
    this.#lastMs = null;
    this.#pagedSamples = 0;
    this.#stop = this.#frames.addTicker((nowMs) => {
      this.#tick(nowMs);
    });
  }

  #tick(nowMs: number): void {
    const elapsedMs = Math.min(LONGEST_STEP_MS, nowMs - (this.#lastMs ?? nowMs));
    this.#lastMs = nowMs;
    const samples = (elapsedMs / 1000) * this.rate * this.#view.sampleRateHz;
    if (this.#prefersLessMotion()) this.#page(samples);
    else this.#view.scrollTo(this.#view.startSample + samples);
    if (this.#view.startSample >= this.#view.lastStartSample) this.pause();
  }

  #page(samples: number): void {
    this.#pagedSamples += samples;
    if (this.#pagedSamples < this.#view.visibleSamples) return;
    this.#pagedSamples -= this.#view.visibleSamples;
    this.#view.scrollByWindows(1);
  }
}
