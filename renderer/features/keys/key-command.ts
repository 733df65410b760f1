/**
 * Where a command can be had. A scope is active while what it belongs to is shown; the keys of
 * the scopes around it go on working.
 */
export type KeyScope =
  | 'app'
  | 'recording'
  | 'strips'
  | 'calipers'
  | 'groups'
  | 'disclosure'
  | 'events'
  | 'trends'
  | 'readers'
  | 'report';

interface ScopeNature {
  /** The scope around it. */
  readonly within: KeyScope | null;
  /** Takes its keys from the scopes around it for as long as it lasts (placing calipers, say). */
  readonly modal?: true;
}

const SCOPES: Readonly<Record<KeyScope, ScopeNature>> = {
  app: { within: null },
  recording: { within: 'app' },
  strips: { within: 'recording' },
  calipers: { within: 'strips', modal: true },
  groups: { within: 'recording' },
  disclosure: { within: 'recording' },
  events: { within: 'recording' },
  trends: { within: 'recording' },
  readers: { within: 'recording' },
  report: { within: 'recording' },
};

/** How many scopes lie around this one: inner scopes are asked first. */
export function scopeDepth(scope: KeyScope): number {
  const { within } = SCOPES[scope];
  return within === null ? 0 : 1 + scopeDepth(within);
}

/** Whether a key of one scope can be meant for the other, so that both may not have the same. */
export function scopesMeet(a: KeyScope, b: KeyScope): boolean {
  return a === b || reaches(a, b) || reaches(b, a);
}

function reaches(inner: KeyScope, outer: KeyScope): boolean {
  const { within, modal } = SCOPES[inner];
  if (within === null) return false;
  // A modal scope takes keys on purpose, but never those of the whole application.
  if (modal === true) return outer === 'app';
  return within === outer || reaches(within, outer);
}

/** A command with its keys as shipped. */
export interface KeyCommand<Name extends string = string> {
  /** Unique within its scope; with the scope before it (`strips.delete`) in the whole application. */
  readonly name: Name;
  /** Chords in the notation of `chord.ts`; any of them runs the command. */
  readonly keys: readonly string[];
  /** Heading of the list of keys. */
  readonly section: string;
  /** What it does, unlike every other command of its scope. */
  readonly text: string;
  /** Neighbours with the same text here share a row of the list of keys. */
  readonly row?: string;
  /** Fires again while the key is held; never for a key that changes a label. */
  readonly repeats?: true;
  /** Changes the reading, and so pauses playing first. */
  readonly edits?: true;
  /** Works only while the scope's own element, or nothing, has the focus: Tab, say. */
  readonly atHome?: true;
  /** Works also while a text field has the focus. Never for a chord that types something. */
  readonly inText?: true;
}

type Traits = Omit<KeyCommand, 'name' | 'keys' | 'section' | 'text'>;

/** One row of a table of keys. */
export function command<const Name extends string>(
  name: Name,
  keys: readonly string[],
  section: string,
  text: string,
  traits: Traits = {},
): KeyCommand<Name> {
  return { name, keys, section, text, ...traits };
}
