import { BEAT_CLASSES, type BeatClass } from '../../../app/domain/beat-class.ts';
import {
  GAIN_PRESETS,
  measureUntilPaint,
  SPEED_PRESETS,
  STANDARD_GAIN,
  STANDARD_SPEED,
  stepPreset,
} from '../../plot/index.ts';
import { REVIEW_TEXT } from '../../text/review.ts';
import type { CommandIn } from '../keys/index.ts';
import { BEAT_FILTERS } from './beat-filter.ts';
import { PLAY_MODES, type PlayMode } from './playback.svelte.ts';
import { toggleCalipers } from './caliper-commands.ts';
import type { Review } from './review.svelte.ts';
import { showDifference } from './show-difference.ts';

/** User-timing name of the time from a label key to the repainted label; the benchmark reads it. */
const RELABEL_TO_PAINT_MEASURE = 'relabel-to-paint';
/** Share of the window that an arrow key scrolls. */
const ARROW_STEP = 0.1;

type StripCommand = CommandIn<'strips'>;
/** A handler for every command of the strips. */
type StripCommands = Readonly<Record<StripCommand, (atMs: number) => unknown>>;

/** What the commands need from the view around the review. */
export interface ReviewSurroundings {
  toggleClock(): void;
  choosePlayMode(mode: PlayMode): void;
  leaveStrips(): void;
}

/** The handler of every command; `atMs` is the time of the key on the performance clock. */
export function reviewCommands(review: Review, surroundings: ReviewSurroundings): StripCommands {
  const { view, selection, correction, range, playback, walk } = review;

  const scroll = (windows: number) => () => {
    walk.leave();
    view.scrollByWindows(windows);
  };
  const scrollOrNudge = (direction: 1 | -1) => () => {
    if (correction.moving === null) scroll(direction * ARROW_STEP)();
    else correction.nudge(direction);
  };
  const filters = BEAT_FILTERS.map((filter, index) => [
    `filter-${index + 1}`,
    () => {
      if (filter === 'selected' && selection.several === null) review.say(REVIEW_TEXT.noneSelected);
      else selection.filter = filter;
    },
  ]);
  const label = (beatClass: BeatClass) => (atMs: number) => {
    measureUntilPaint(RELABEL_TO_PAINT_MEASURE, atMs);
    if (range.isActive) range.change(beatClass);
    else correction.label(beatClass);
  };
  const labels = BEAT_CLASSES.map((beatClass) => [`label-${beatClass}`, label(beatClass)]);

  const labelMany = BEAT_CLASSES.map((beatClass) => [
    `label-many-${beatClass}`,
    () => {
      // Without selected beats the key is that of whole groups, where there are any.
      if (selection.filter !== 'selected') return false;
      range.change(beatClass, true);
      return true;
    },
  ]);

  return {
    ...(Object.fromEntries(labelMany) as Record<`label-many-${BeatClass}`, () => boolean>),
    ...(Object.fromEntries(labels) as Record<`label-${BeatClass}`, (atMs: number) => void>),
    ...(Object.fromEntries(filters) as Record<
      Extract<StripCommand, `filter-${number}`>,
      () => void
    >),
    delete: () => {
      if (range.isActive) range.change(null);
      else correction.remove();
    },
    insert: () => {
      void correction.insert(review.hoverSample);
    },
    move: () => {
      correction.pickUp();
    },
    'move-earlier': () => {
      correction.nudge(-1);
    },
    'move-later': () => {
      correction.nudge(1);
    },
    confirm: () => {
      correction.putDown();
    },
    cancel: () => {
      if (correction.cancelMove() || range.clear() || walk.leave()) return;
      surroundings.leaveStrips();
    },
    'extend-back': () => {
      range.extend(-1);
    },
    'extend-on': () => {
      range.extend(1);
    },
    'range-start': () => {
      range.begin();
    },
    'range-end': () => {
      range.end();
    },
    'next-beat': () => {
      if (!selection.next()) review.say(REVIEW_TEXT.lastOfFilter);
    },
    'previous-beat': () => {
      if (!selection.previous()) review.say(REVIEW_TEXT.firstOfFilter);
    },
    'next-difference': () => {
      showDifference(review, 1);
    },
    'previous-difference': () => {
      showDifference(review, -1);
    },
    'next-queued': () => {
      void walk.step(1);
    },
    'previous-queued': () => {
      void walk.step(-1);
    },
    'scroll-back': scrollOrNudge(-1),
    'scroll-on': scrollOrNudge(1),
    'page-back': scroll(-1),
    'page-on': scroll(1),
    'go-to-start': () => {
      walk.leave();
      view.scrollTo(0);
    },
    'go-to-end': () => {
      walk.leave();
      view.scrollTo(view.lastStartSample);
    },
    'go-to-time': () => {
      review.showJump = true;
    },
    play: () => {
      playback.toggle();
    },
    'play-mode': () => {
      const next = (PLAY_MODES.indexOf(playback.mode) + 1) % PLAY_MODES.length;
      const mode = PLAY_MODES[next] ?? playback.mode;
      surroundings.choosePlayMode(mode);
      review.say(REVIEW_TEXT.playModeSaid(mode));
    },
    'play-faster': () => {
      playback.step(1);
    },
    'play-slower': () => {
      playback.step(-1);
    },
    'speed-down': () => {
      review.setSpeed(stepPreset(SPEED_PRESETS, view.mmPerSecond, -1));
    },
    'speed-up': () => {
      review.setSpeed(stepPreset(SPEED_PRESETS, view.mmPerSecond, 1));
    },
    'gain-down': () => {
      view.mmPerMv = stepPreset(GAIN_PRESETS, view.mmPerMv, -1);
    },
    'gain-up': () => {
      view.mmPerMv = stepPreset(GAIN_PRESETS, view.mmPerMv, 1);
    },
    'standard-paper': () => {
      review.setSpeed(STANDARD_SPEED);
      view.mmPerMv = STANDARD_GAIN;
    },
    'toggle-filter': () => {
      review.display.toggleFilter();
      // The status line has its name already.
      review.say(REVIEW_TEXT.filterToggled(review.display.isFiltered));
    },
    calipers: () => {
      toggleCalipers(review);
    },
    'toggle-rr': () => {
      review.showRr = !review.showRr;
    },
    'toggle-clock': () => {
      surroundings.toggleClock();
    },
    'toggle-inspector': () => {
      review.showInspector = !review.showInspector;
    },
  };
}
