import { describe, expect, it } from 'vitest';
import { matchKeybindingPress, parseKeybinding } from 'tinykeys';
import {
  KEY_BINDINGS,
  KEY_GROUPS,
  keyRows,
} from '../../../../../renderer/features/review/keymap.ts';

interface Press {
  readonly key: string;
  readonly code?: string;
  readonly held?: readonly string[];
}

/** The commands that a key press runs. */
function commandsOf({ key, code = key, held = [] }: Press): string[] {
  const event = {
    key,
    code,
    getModifierState: (modifier: string) => held.includes(modifier),
  } as unknown as KeyboardEvent;
  return KEY_BINDINGS.filter(({ keys }) =>
    keys.some((keybinding) => {
      const [press] = parseKeybinding(keybinding);
      return press !== undefined && matchKeybindingPress(event, press);
    }),
  ).map(({ command }) => command);
}

describe('KEY_BINDINGS', () => {
  it.each([
    ['v', [], 'label-V'],
    ['n', [], 'label-N'],
    ['Delete', [], 'delete'],
    ['.', [], 'delete'],
    ['z', ['Control'], 'undo'],
    ['Z', ['Control', 'Shift'], 'redo'],
    ['y', ['Control'], 'redo'],
    ['Tab', [], 'next-beat'],
    ['Tab', ['Shift'], 'previous-beat'],
    ['u', [], 'next-queued'],
    ['U', ['Shift'], 'previous-queued'],
    ['?', ['Shift'], 'show-keys'],
    ['[', [], 'speed-down'],
    ['0', ['Control'], 'standard-paper'],
    ['+', ['Shift'], 'gain-up'],
    ['ArrowLeft', [], 'scroll-back'],
    ['ArrowLeft', ['Alt'], 'move-earlier'],
  ])('%s with %j runs %s and nothing else', (key, held, command) => {
    expect(commandsOf({ key, held })).toEqual([command]);
  });

  it('finds the brackets of a German keyboard, which need AltGr', () => {
    expect(commandsOf({ key: '[', code: 'Digit8', held: ['Alt', 'Control'] })).toEqual([
      'speed-down',
    ]);
  });

  it('leaves letters alone while Ctrl or Meta is held', () => {
    for (const letter of 'nsvfqimrtgd') {
      for (const modifier of ['Control', 'Meta']) {
        const commands = commandsOf({ key: letter, held: [modifier] });
        expect(commands.filter((command) => command !== 'toggle-inspector')).toEqual([]);
      }
    }
  });

  it('has no key with two meanings', () => {
    const keys = KEY_BINDINGS.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const commands = KEY_BINDINGS.map(({ command }) => command);
    expect(new Set(commands).size).toBe(commands.length);
  });

  it('never repeats a label while its key is held', () => {
    for (const { command, repeats } of KEY_BINDINGS) {
      if (command.startsWith('label-') || command === 'delete') expect(repeats).toBeUndefined();
    }
  });

  it('shows every key in the overlay', () => {
    const shown = KEY_GROUPS.flatMap((group) => keyRows(group).flatMap((row) => row.shown));
    for (const binding of KEY_BINDINGS) {
      for (const key of binding.shown) expect(shown).toContain(key);
    }
  });
});
