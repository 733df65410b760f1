import type { Settings } from '../../../app/contract/settings.ts';
import type { FrameLoop, StripView } from '../../plot/index.ts';
import { stepPreset } from '../../plot/index.ts';

/** Times real time. */
export const PLAY_RATES = [1, 2, 4, 8, 10, 15, 30, 60] as const;
/**
 * What moves: the paper under the eye (scroll), new over old from left to right as on a monitor
 * (sweep), or a line over a page that stands still (page).
 */
export type PlayMode = Settings['playMode'];
export const PLAY_MODES: readonly PlayMode[] = ['scroll', 'sweep', 'page'];
/** A frame later than this is not caught up with: the recording never jumps after a stall. */
const LONGEST_STEP_MS = 100;

export interface PlaybackOptions {
  prefersLessMotion(): boolean;
  /** Whether samples of the window are still on their way. */
  isWaiting(): boolean;
}

/**
 * Plays the recording in the window. Never faster than samples arrive: what was not drawn was not
 * played. Readers who asked their system for less motion get pages without a line.
 */
export class Playback {
  playing = $state(false);
  rate = $state<number>(1);

  #mode = $state<PlayMode>('scroll');
  readonly #view: StripView;
  readonly #frames: FrameLoop;
  readonly #options: PlaybackOptions;
  #stop: (() => void) | null = null;
  #lastMs: number | null = null;

  constructor(view: StripView, frames: FrameLoop, options: PlaybackOptions) {
    this.#view = view;
    this.#frames = frames;
    this.#options = options;
  }

  get mode(): PlayMode {
    return this.#mode;
  }

  /** Also while playing: the place stays. */
  set mode(mode: PlayMode) {
    if (mode === this.#mode) return;
    this.#settle();
    this.#mode = mode;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.#start();
  }

  pause(): void {
    if (this.playing) this.#settle();
    this.playing = false;
    this.#stop?.();
    this.#stop = null;
  }

  step(direction: 1 | -1): void {
    this.rate = stepPreset(PLAY_RATES, this.rate, direction);
  }

  #start(): void {
    const view = this.#view;
    const atEnd = view.startSample >= view.lastStartSample;
    if (atEnd && (this.#mode !== 'page' || this.#linePlace() >= view.sampleCount)) return;
    this.playing = true;
    this.#lastMs = null;
    this.#stop = this.#frames.addTicker((nowMs) => {
      this.#tick(nowMs);
    });
  }

  #tick(nowMs: number): void {
    const elapsedMs = Math.min(LONGEST_STEP_MS, nowMs - (this.#lastMs ?? nowMs));
    this.#lastMs = nowMs;
    if (this.#options.isWaiting()) return;
    const samples = (elapsedMs / 1000) * this.rate * this.#view.sampleRateHz;
    if (this.#mode === 'sweep' && !this.#options.prefersLessMotion()) this.#sweep(samples);
    else if (this.#mode === 'page' || this.#options.prefersLessMotion()) this.#page(samples);
    else this.#scroll(samples);
  }

  #scroll(samples: number): void {
    const view = this.#view;
    view.scrollTo(view.startSample + samples);
    if (view.startSample >= view.lastStartSample) this.pause();
  }

  #page(samples: number): void {
    const view = this.#view;
    const place = this.#linePlace() + samples;
    if (place >= view.sampleCount) {
      view.moveLine(view.sampleCount);
      this.pause();
      return;
    }
    if (place >= view.endSample) view.scrollTo(view.endSample);
    view.moveLine(place);
  }

  #sweep(samples: number): void {
    const view = this.#view;
    // Begins, and goes on after a scroll, with what comes after the window that is seen.
    if (!view.isSwept) view.sweepFrom(view.endSample);
    const place = Math.min(this.#linePlace() + samples, view.sampleCount);
    if (place >= view.endSample) view.sweepFrom(view.endSample);
    view.moveLine(place);
    if (place >= view.sampleCount) this.pause();
  }

  #linePlace(): number {
    return this.#view.line ?? this.#view.startSample;
  }

  /** Old and new side by side are for playing only: what is left is the time up to the line. */
  #settle(): void {
    const view = this.#view;
    if (view.isSwept) view.scrollTo(this.#linePlace() - view.visibleSamples);
  }
}
