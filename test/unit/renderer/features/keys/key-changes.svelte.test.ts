import { beforeEach, describe, expect, it } from 'vitest';
import {
  KeyChanges,
  searchCommands,
} from '../../../../../renderer/features/keys/key-changes.svelte.ts';
import { TABLE_COMMANDS, type CommandId } from '../../../../../renderer/features/keys/key-table.ts';
import { keymapOf, type KeyOverrides } from '../../../../../renderer/features/keys/keymap.ts';

let overrides: KeyOverrides;
let changes: KeyChanges;

beforeEach(() => {
  overrides = {};
  changes = new KeyChanges(
    () => overrides,
    (changed) => {
      overrides = changed;
    },
    false,
  );
});

function commandOf(id: CommandId) {
  const found = TABLE_COMMANDS.find((command) => command.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

function press(key: string, held: { ctrl?: boolean; code?: string } = {}): void {
  changes.press({
    key,
    code: held.code ?? '',
    ctrlKey: held.ctrl === true,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: () => false,
  });
}

describe('KeyChanges', () => {
  it('gives a command the key that is pressed, and no modifier alone', () => {
    changes.begin(commandOf('strips.play'));
    press('Control', { ctrl: true });
    expect(changes.waiting?.id).toBe('strips.play');
    press('F8');
    expect(overrides).toEqual({ 'strips.play': ['F8'] });
    expect(changes.waiting).toBeNull();
  });

  it('names the command that has the key, and changes nothing until the reader takes it', () => {
    changes.begin(commandOf('strips.play'));
    press('v');
    expect(changes.refusal).toMatchObject({ kind: 'clash', other: { id: 'strips.label-V' } });
    expect(overrides).toEqual({});
    changes.take();
    expect(changes.keymap.get('strips.play')).toEqual(['v']);
    expect(changes.keymap.get('strips.label-V')).toEqual([]);
  });

  it('keeps the letter of another script as the place of its key', () => {
    changes.begin(commandOf('strips.play'));
    press('м', { code: 'KeyV' });
    expect(changes.refusal).toMatchObject({ kind: 'clash', other: { id: 'strips.label-V' } });
    press('щ', { code: 'KeyO' });
    expect(overrides).toEqual({ 'strips.play': ['o'] });
  });

  it('takes from a command one key of several', () => {
    changes.begin(commandOf('strips.insert'));
    press('+');
    changes.take();
    expect(changes.keymap.get('strips.gain-up')).toEqual(['=']);
  });

  it('leaves Esc to lead out', () => {
    changes.begin(commandOf('strips.play'));
    press('Escape');
    expect(changes.waiting).toBeNull();
    expect(overrides).toEqual({});
  });

  it('refuses a bare key for a command that works in text', () => {
    changes.begin(commandOf('app.show-palette'));
    press('k');
    expect(changes.refusal).toEqual({ kind: 'types-text' });
  });

  it('goes back to the shipped keys, one command or all', () => {
    changes.begin(commandOf('strips.play'));
    press('F8');
    changes.begin(commandOf('strips.insert'));
    press('F9');
    changes.reset(commandOf('strips.play'));
    expect(overrides).toEqual({ 'strips.insert': ['F9'] });
    changes.resetAll();
    expect(changes.keymap).toEqual(keymapOf(TABLE_COMMANDS, {}));
  });
});

describe('searchCommands', () => {
  it('finds by words, by section and by key', () => {
    const find = (text: string) =>
      searchCommands(TABLE_COMMANDS, keymapOf(TABLE_COMMANDS, {}), text, false).map(({ id }) => id);
    expect(find('undo')).toEqual(['recording.undo']);
    expect(find('ctrl z')).toEqual(['recording.undo']);
    expect(find('label')).toContain('strips.label-V');
    expect(find('no such thing')).toEqual([]);
  });
});
