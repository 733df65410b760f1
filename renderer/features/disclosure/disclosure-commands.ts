import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import type { CommandIn } from '../keys/index.ts';
import type { Disclosure } from './disclosure.svelte.ts';
import type { DisclosureMove } from './disclosure-place.ts';

/** Commands of the strips that work on the pages just so: what is selected is common to both. */
export const SHARED_COMMANDS: readonly CommandIn<'strips'>[] = [
  ...BEAT_CLASSES.map((beatClass) => `label-${beatClass}` as const),
  ...([1, 2, 3, 4, 5, 6, 7, 8] as const).map((digit) => `filter-${digit}` as const),
  'delete',
  'next-beat',
  'previous-beat',
  'next-difference',
  'previous-difference',
  'next-queued',
  'previous-queued',
  'play',
  'play-mode',
  'toggle-filter',
];

const MOVES: readonly DisclosureMove[] = [
  'place-back',
  'place-on',
  'row-back',
  'row-on',
  'page-back',
  'page-on',
  'go-to-start',
  'go-to-end',
];

interface Surroundings {
  readonly openStrips: () => void;
  readonly toggleClock: () => void;
}

type DisclosureCommands = Readonly<Record<CommandIn<'disclosure'>, (atMs: number) => void>>;

/** The handler of every key of the full disclosure; `atMs` as for the strips. */
export function disclosureCommands(
  disclosure: Disclosure,
  { openStrips, toggleClock }: Surroundings,
): DisclosureCommands {
  const moves = MOVES.map((move) => [
    move,
    (atMs: number) => {
      disclosure.move(move, atMs);
    },
  ]);
  return {
    ...(Object.fromEntries(moves) as Record<DisclosureMove, (atMs: number) => void>),
    'open-strips': openStrips,
    'shorter-rows': () => {
      disclosure.stepRowLength(-1);
    },
    'longer-rows': () => {
      disclosure.stepRowLength(1);
    },
    'gain-down': () => {
      disclosure.stepGain(-1);
    },
    'gain-up': () => {
      disclosure.stepGain(1);
    },
    'next-lead': () => {
      disclosure.stepLead(1);
    },
    'previous-lead': () => {
      disclosure.stepLead(-1);
    },
    'toggle-clock': toggleClock,
  };
}
