import { BEAT_CLASSES, BEAT_CLASS_NAMES, type BeatClass } from '../../../app/domain/beat-class.ts';

/** The filter chips from left to right. */
const FILTER_DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
type FilterDigit = (typeof FILTER_DIGITS)[number];

/** Everything that a key can do in the review view; `ReviewCommands` has a handler for each. */
export type ReviewCommand =
  | `label-${BeatClass}`
  | 'delete'
  | 'insert'
  | 'move'
  | 'move-earlier'
  | 'move-later'
  | 'confirm'
  | 'cancel'
  | 'undo'
  | 'redo'
  | 'next-beat'
  | 'previous-beat'
  | 'next-difference'
  | 'previous-difference'
  | 'next-queued'
  | 'previous-queued'
  | 'scroll-back'
  | 'scroll-on'
  | 'page-back'
  | 'page-on'
  | 'go-to-start'
  | 'go-to-end'
  | 'go-to-time'
  | 'play'
  | 'play-faster'
  | 'play-slower'
  | 'speed-down'
  | 'speed-up'
  | 'gain-down'
  | 'gain-up'
  | 'standard-paper'
  | 'toggle-rr'
  | 'toggle-inspector'
  | 'toggle-clock'
  | 'show-keys'
  | `filter-${FilterDigit}`;

export type KeyGroup = 'Label' | 'Edit' | 'Beats' | 'Time' | 'Play' | 'Paper' | 'Screen';
export const KEY_GROUPS: readonly KeyGroup[] = [
  'Label',
  'Edit',
  'Beats',
  'Time',
  'Play',
  'Paper',
  'Screen',
];

export interface KeyBinding {
  readonly command: ReviewCommand;
  /** In the notation of tinykeys. `[Shift]` allows a modifier that the keyboard layout may need. */
  readonly keys: readonly string[];
  /** As the overlay and the tests name them; alternatives side by side. */
  readonly shown: readonly string[];
  readonly group: KeyGroup;
  /** Neighbours with the same text share a row of the overlay. */
  readonly text: string;
  /** Fires again while the key is held; never for a key that changes a label. */
  readonly repeats?: true;
  /** Changes the reading, and so pauses playing first. */
  readonly edits?: true;
}

/** Bindings of one group as rows of the overlay, in order. */
export function keyRows(group: KeyGroup): { text: string; shown: string[] }[] {
  const rows = new Map<string, string[]>();
  for (const { group: own, text, shown } of KEY_BINDINGS) {
    if (own === group) rows.set(text, [...(rows.get(text) ?? []), ...shown]);
  }
  return Array.from(rows, ([text, shown]) => ({ text, shown }));
}

/**
 * All keys of the review view. The one table that both handles keys and fills the overlay, so that
 * neither can know a key that the other does not.
 */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  ...BEAT_CLASSES.map(label),

  edit('delete', ['Delete', '.'], ['Delete', '.'], 'delete the beat'),
  edit('insert', ['i'], ['I', 'double-click'], 'insert a beat, snapped to the peak'),
  edit('move', ['m'], ['M'], 'move the beat with the arrow keys'),
  edit('move-earlier', ['Alt+ArrowLeft'], ['Alt ←'], 'move the beat earlier, later', 'repeats'),
  edit('move-later', ['Alt+ArrowRight'], ['Alt →'], 'move the beat earlier, later', 'repeats'),
  {
    command: 'confirm',
    keys: ['Enter'],
    shown: ['Enter'],
    group: 'Edit',
    text: 'put the moved beat down',
  },
  {
    command: 'cancel',
    keys: ['Escape'],
    shown: ['Esc'],
    group: 'Edit',
    text: 'cancel the move; leave the strips',
  },
  edit('undo', ['$mod+z'], ['Ctrl Z'], 'undo', 'repeats'),
  edit('redo', ['$mod+Shift+z', '$mod+y'], ['Ctrl Shift Z', 'Ctrl Y'], 'redo', 'repeats'),

  go('next-beat', 'Beats', ['Tab'], ['Tab'], 'next, previous beat of the filter'),
  go('previous-beat', 'Beats', ['Shift+Tab'], ['Shift Tab'], 'next, previous beat of the filter'),
  go('next-difference', 'Beats', ['d'], ['D'], 'next, previous difference from the reference'),
  go(
    'previous-difference',
    'Beats',
    ['Shift+d'],
    ['Shift D'],
    'next, previous difference from the reference',
  ),
  go('next-queued', 'Beats', ['u'], ['U'], 'next, previous beat of most gain'),
  go('previous-queued', 'Beats', ['Shift+u'], ['Shift U'], 'next, previous beat of most gain'),
  ...FILTER_DIGITS.map(filter),

  go('scroll-back', 'Time', ['ArrowLeft'], ['←'], 'a tenth of the window back, on'),
  go('scroll-on', 'Time', ['ArrowRight'], ['→'], 'a tenth of the window back, on'),
  go('page-back', 'Time', ['PageUp'], ['Page Up'], 'a window back, on'),
  go('page-on', 'Time', ['PageDown'], ['Page Down'], 'a window back, on'),
  go('go-to-start', 'Time', ['Home'], ['Home'], 'start, end of the recording'),
  go('go-to-end', 'Time', ['End'], ['End'], 'start, end of the recording'),
  view('go-to-time', 'Time', ['g'], ['G'], 'go to a time'),

  view('play', 'Play', ['Space'], ['Space'], 'play and pause'),
  view('play-faster', 'Play', ['ArrowUp'], ['↑'], 'play faster, slower'),
  view('play-slower', 'Play', ['ArrowDown'], ['↓'], 'play faster, slower'),

  view('speed-down', 'Paper', ['[Alt]+[Control]+['], ['['], 'slower, faster paper (mm/s)'),
  view('speed-up', 'Paper', ['[Alt]+[Control]+]'], [']'], 'slower, faster paper (mm/s)'),
  view('gain-down', 'Paper', ['-'], ['-'], 'lower, higher gain (mm/mV)'),
  view('gain-up', 'Paper', ['=', '[Shift]++'], ['='], 'lower, higher gain (mm/mV)'),
  view('standard-paper', 'Paper', ['$mod+0'], ['Ctrl 0'], '25 mm/s and 10 mm/mV'),

  view('toggle-rr', 'Screen', ['r'], ['R'], 'show or hide RR intervals'),
  view('toggle-clock', 'Screen', ['t'], ['T'], 'elapsed or clock time'),
  view('toggle-inspector', 'Screen', ['$mod+i'], ['Ctrl I'], 'show or hide the inspector'),
  view('show-keys', 'Screen', ['[Shift]+?'], ['?'], 'this list'),
];

function label(beatClass: BeatClass): KeyBinding {
  return {
    command: `label-${beatClass}`,
    keys: [beatClass.toLowerCase()],
    shown: [beatClass],
    group: 'Label',
    text: `label ${BEAT_CLASS_NAMES[beatClass]}, then step on`,
    edits: true,
  };
}

function filter(digit: FilterDigit): KeyBinding {
  const key = String(digit);
  const text = 'filter: all, N, S, V, F, Q, edited, unsure, selected';
  return { command: `filter-${digit}`, keys: [key], shown: [key], group: 'Beats', text };
}

function edit(
  command: ReviewCommand,
  keys: readonly string[],
  shown: readonly string[],
  text: string,
  repeats?: 'repeats',
): KeyBinding {
  const binding = { command, keys, shown, group: 'Edit', text, edits: true } as const;
  return repeats === undefined ? binding : { ...binding, repeats: true };
}

function go(
  command: ReviewCommand,
  group: KeyGroup,
  keys: readonly string[],
  shown: readonly string[],
  text: string,
): KeyBinding {
  return { command, group, keys, shown, text, repeats: true };
}

function view(
  command: ReviewCommand,
  group: KeyGroup,
  keys: readonly string[],
  shown: readonly string[],
  text: string,
): KeyBinding {
  return { command, group, keys, shown, text };
}
