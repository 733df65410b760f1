import { KEY_NAMES } from '../../text/keys.ts';

/**
 * A chord is a key with its modifiers as text: `v`, `Shift+v`, `Mod+Shift+z`, `Alt+ArrowLeft`,
 * `Space`, `?`. `Mod` is Command on a Mac and Control elsewhere. A character that is no letter
 * stands for itself, whether or not a keyboard needs Shift or AltGr for it.
 */

/** The part of a keyboard event that says what was pressed. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(modifier: string): boolean;
}

/** What the keys of a US keyboard give: the places that other scripts are told by. */
const US_PUNCTUATION: Readonly<Record<string, string>> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
};

const MODIFIER_KEYS: readonly string[] = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'OS'];

/**
 * The chords that a key press can mean, the likeliest first. What the key types comes first, so
 * that letters are where the layout has them. Where the layout types no Latin letter (Cyrillic,
 * Greek) the place of the key counts instead, as it does for digits that a layout keeps on Shift
 * (French). Empty for a modifier alone.
 */
export function chordsOf(press: KeyPress, isMac: boolean): string[] {
  const { key, code } = press;
  if (MODIFIER_KEYS.includes(key) || key === 'Unidentified' || key === 'Process') return [];
  const byPlace = keyOfPlace(code);
  if (key === 'Dead') {
    return byPlace === null ? [] : [withModifiers(byPlace, press, isMac)];
  }
  if (Array.from(key).length > 1) return [withModifiers(key, press, isMac)];

  const typed = key === ' ' ? 'Space' : key.toLowerCase();
  const chord = withModifiers(typed, press, isMac);
  if (makesCharacter(press, typed, isMac)) return [typed, chord];
  if (byPlace === null || !placeCounts(typed, byPlace, press.shiftKey)) return [chord];
  return [chord, withModifiers(byPlace, press, isMac)];
}

/**
 * The chord that a press is kept as when a command is given a new key; null for a modifier alone. The
 * letter of another script is kept as the place of its key: so it clashes with what the place
 * means already, and goes on working when the layout is switched.
 */
export function chordToKeep(press: KeyPress, isMac: boolean): string | null {
  const chords = chordsOf(press, isMac);
  const chord = isOtherScript(press.key.toLowerCase()) ? chords.at(-1) : chords[0];
  return chord ?? null;
}

/** A letter without case, or null: what the key at this place is called on a US keyboard. */
function keyOfPlace(code: string): string | null {
  const letterOrDigit = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  if (letterOrDigit !== null) {
    return (letterOrDigit[1] ?? letterOrDigit[2] ?? '').toLowerCase();
  }
  return US_PUNCTUATION[code] ?? null;
}

/** Whether a key is also meant by its place: another script's letter, or a sign on a digit's key. */
function placeCounts(typed: string, byPlace: string, shift: boolean): boolean {
  if (isDigit(byPlace)) return !isDigit(typed) && !shift;
  return isOtherScript(typed);
}

/** Whether AltGr (Control and Alt on Windows, Option on a Mac) went into making the character. */
function makesCharacter(press: KeyPress, typed: string, isMac: boolean): boolean {
  if (typed === 'Space' || isLatinLetter(typed)) return false;
  if (press.getModifierState('AltGraph')) return true;
  return press.altKey && (isMac ? !press.ctrlKey && !press.metaKey : press.ctrlKey);
}

function withModifiers(key: string, press: KeyPress, isMac: boolean): string {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  // Shift went into making `?` or `+`, and makes nothing of a French digit.
  const shift = press.shiftKey && (key.length > 1 || isLetter(key));
  return [
    ...(mod ? ['Mod'] : []),
    ...(other ? [isMac ? 'Control' : 'Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    key,
  ].join('+');
}

function isLetter(text: string): boolean {
  return /^\p{L}$/u.test(text);
}

function isLatinLetter(text: string): boolean {
  return /^[a-z]$/.test(text);
}

/** A letter of an alphabet other than the Latin one. */
function isOtherScript(text: string): boolean {
  return isLetter(text) && !/^\p{Script=Latin}$/u.test(text);
}

function isDigit(text: string): boolean {
  return /^[0-9]$/.test(text);
}

const MODIFIER_SIGNS_MAC: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
};

/** A chord as the reader's keyboard has it printed: `Ctrl Shift Z`. */
export function showChord(chord: string, isMac: boolean): string {
  const { modifiers, key } = partsOf(chord);
  const names = isMac ? MODIFIER_SIGNS_MAC : KEY_NAMES;
  const shown = KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [...modifiers.map((modifier) => names[modifier] ?? modifier), shown].join(' ');
}

/** A chord as `aria-keyshortcuts` wants it: `Control+Shift+Z`. */
export function ariaChord(chord: string, isMac: boolean): string {
  const { modifiers, key } = partsOf(chord);
  const named = modifiers.map((modifier) =>
    modifier === 'Mod' ? (isMac ? 'Meta' : 'Control') : modifier,
  );
  const shown = key === '+' ? 'Plus' : key.length === 1 ? key.toUpperCase() : key;
  return [...named, shown].join('+');
}

function partsOf(chord: string): { modifiers: string[]; key: string } {
  const parts = chord.split('+');
  // The plus sign itself leaves two empty parts at the end.
  if (chord.endsWith('+')) return { modifiers: parts.slice(0, -2), key: '+' };
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}
