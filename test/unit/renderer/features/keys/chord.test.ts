import { describe, expect, it } from 'vitest';
import {
  ariaChord,
  chordsOf,
  showChord,
  type KeyPress,
} from '../../../../../renderer/features/keys/chord.ts';

type Held = 'ctrl' | 'meta' | 'alt' | 'shift' | 'altgr';

function press(key: string, code: string, ...held: Held[]): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    getModifierState: (modifier) => modifier === 'AltGraph' && held.includes('altgr'),
  };
}

describe('chordsOf', () => {
  it.each<[string, KeyPress, string[]]>([
    ['a letter', press('v', 'KeyV'), ['v']],
    ['a letter under Shift', press('V', 'KeyV', 'shift'), ['Shift+v']],
    ['a letter under Caps Lock', press('V', 'KeyV'), ['v']],
    ['a sign that needs Shift', press('?', 'Slash', 'shift'), ['?']],
    ['Control', press('z', 'KeyZ', 'ctrl'), ['Mod+z']],
    ['Control and Shift', press('Z', 'KeyZ', 'ctrl', 'shift'), ['Mod+Shift+z']],
    ['a named key', press('ArrowLeft', 'ArrowLeft', 'alt'), ['Alt+ArrowLeft']],
    ['the space bar', press(' ', 'Space'), ['Space']],
    ['the number pad', press('1', 'Numpad1'), ['1']],
    ['a modifier alone', press('Shift', 'ShiftLeft', 'shift'), []],

    ['German Z and Y where the layout has them', press('z', 'KeyY', 'ctrl'), ['Mod+z']],
    ['German ? on the ß key', press('?', 'Minus', 'shift'), ['?']],
    [
      'German [ by AltGr on Windows',
      press('[', 'Digit8', 'ctrl', 'alt', 'altgr'),
      ['[', 'Mod+Alt+['],
    ],
    ['German [ by AltGr on Linux', press('[', 'Digit8', 'altgr'), ['[', '[']],
    ['German ü stays itself', press('ü', 'BracketLeft'), ['ü']],

    ['French A where the layout has it', press('a', 'KeyQ'), ['a']],
    ['French Q where the layout has it', press('q', 'KeyA'), ['q']],
    ['French digit without Shift', press('&', 'Digit1'), ['&', '1']],
    ['French é as the digit 2', press('é', 'Digit2'), ['é', '2']],
    ['French digit with Shift', press('1', 'Digit1', 'shift'), ['1']],
    ['French Control and a digit', press('à', 'Digit0', 'ctrl'), ['Mod+à', 'Mod+0']],
    ['French - , which is a key of its own before it is a 6', press('-', 'Digit6'), ['-', '6']],
    ['French . under Shift', press('.', 'Comma', 'shift'), ['.']],
    ['a dead key by its place', press('Dead', 'BracketLeft'), ['[']],

    ['Russian letters by their place', press('м', 'KeyV'), ['м', 'v']],
    ['Russian letters under Shift', press('В', 'KeyD', 'shift'), ['Shift+в', 'Shift+d']],
    ['Russian undo', press('я', 'KeyZ', 'ctrl'), ['Mod+я', 'Mod+z']],
    ['Russian х as [', press('х', 'BracketLeft'), ['х', '[']],
    ['Russian ю as .', press('ю', 'Period'), ['ю', '.']],
    ['Greek ν as n', press('ν', 'KeyN'), ['ν', 'n']],

    ['a US sign on a digit does not become the digit', press('@', 'Digit2', 'shift'), ['@']],
  ])('reads %s', (_name, event, chords) => {
    expect(chordsOf(event, false)).toEqual(chords);
  });

  it('takes Command on a Mac, and Option for the sign it makes', () => {
    expect(chordsOf(press('z', 'KeyZ', 'meta'), true)).toEqual(['Mod+z']);
    expect(chordsOf(press('z', 'KeyZ', 'ctrl'), true)).toEqual(['Control+z']);
    expect(chordsOf(press('[', 'Digit5', 'alt'), true)).toEqual(['[', 'Alt+[']);
  });
});

describe('showChord', () => {
  it('names keys as they are printed', () => {
    expect(showChord('Mod+Shift+z', false)).toBe('Ctrl Shift Z');
    expect(showChord('Mod+Shift+z', true)).toBe('⌘ ⇧ Z');
    expect(showChord('Alt+ArrowLeft', false)).toBe('Alt ←');
    expect(showChord('+', false)).toBe('+');
    expect(showChord('Mod++', false)).toBe('Ctrl +');
  });
});

describe('ariaChord', () => {
  it('names keys as assistive technology reads them', () => {
    expect(ariaChord('Mod+Shift+z', false)).toBe('Control+Shift+Z');
    expect(ariaChord('Mod+k', true)).toBe('Meta+K');
    expect(ariaChord('+', false)).toBe('Plus');
  });
});
