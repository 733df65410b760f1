import { describe, expect, it } from 'vitest';
import { scopesMeet } from '../../../../../renderer/features/keys/key-command.ts';
import { keyRuns, keySections } from '../../../../../renderer/features/keys/key-rows.ts';
import { TABLE_COMMANDS } from '../../../../../renderer/features/keys/key-table.ts';
import { clashesWith, keymapOf } from '../../../../../renderer/features/keys/keymap.ts';

const SHIPPED = keymapOf(TABLE_COMMANDS, {});

function commandOf(id: string) {
  const found = TABLE_COMMANDS.find((command) => command.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

describe('the table of keys', () => {
  it('gives no key two meanings where both could be meant', () => {
    // Label Studio's V and P were taken by tools, so that labels could not be had (#1602).
    const clashes = TABLE_COMMANDS.flatMap((command) =>
      command.keys.flatMap((chord) =>
        clashesWith(TABLE_COMMANDS, SHIPPED, command, chord).map(
          (other) => `${chord}: ${command.id} and ${other.id}`,
        ),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it('names every command once', () => {
    const ids = TABLE_COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of each command what no other of its scope does', () => {
    const said = TABLE_COMMANDS.map(({ scope, text }) => `${scope}: ${text}`);
    expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([]);
  });

  it('never repeats a label or a deletion while its key is held', () => {
    for (const { name, repeats } of TABLE_COMMANDS) {
      if (/^(label-|delete)/.test(name)) expect(repeats).toBeUndefined();
    }
  });

  it('gives no key that steps or selects in one view a deletion in another', () => {
    const destructive = /^(delete|exclude|settle-none|artefact|dismiss)$/;
    const taken = new Map(
      TABLE_COMMANDS.filter(({ name }) => !destructive.test(name)).flatMap(({ id, keys }) =>
        keys.map((chord) => [chord, id] as const),
      ),
    );
    const shared = TABLE_COMMANDS.filter(({ name }) => destructive.test(name)).flatMap(
      ({ id, keys }) => keys.flatMap((chord) => [taken.get(chord) ?? []].flat().map((of) => [chord, id, of])), // prettier-ignore
    );
    expect(shared).toEqual([]);
  });

  it('lets no bare key work while text is typed', () => {
    for (const { keys, inText } of TABLE_COMMANDS) {
      if (inText === true) for (const chord of keys) expect(chord).toMatch(/^(Mod|F\d)/);
    }
  });

  it('leaves the keys of editing text to text', () => {
    const text = ['Mod+a', 'Mod+c', 'Mod+v', 'Mod+x', 'Mod+y', 'Mod+z', 'Mod+Shift+z'];
    for (const { keys, inText } of TABLE_COMMANDS) {
      if (inText === true) expect(keys.filter((key) => text.includes(key))).toEqual([]);
    }
  });

  it('shows every command in the list of keys', () => {
    const listed = keySections(TABLE_COMMANDS).flatMap(({ rows }) =>
      rows.flatMap(({ commands }) => commands),
    );
    expect(new Set(listed)).toEqual(new Set(TABLE_COMMANDS));
  });
});

describe('keyRuns', () => {
  it('shows digits in order by their ends, and anything else one by one', () => {
    const views = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `Ctrl ${digit}`);
    expect(keyRuns(views)).toEqual([{ shown: 'Ctrl 1', through: 'Ctrl 9' }]);
    expect(keyRuns(['1', '2', '4', '5']).map(({ shown }) => shown)).toEqual(['1', '2', '4', '5']);
    expect(keyRuns(['N', 'S', 'V', 'F', 'Q'])).toHaveLength(5);
    expect(keyRuns([])).toEqual([]);
  });
});

describe('scopesMeet', () => {
  it('holds for a scope and those around it, not for its neighbours', () => {
    expect(scopesMeet('strips', 'strips')).toBe(true);
    expect(scopesMeet('strips', 'recording')).toBe(true);
    expect(scopesMeet('app', 'groups')).toBe(true);
    expect(scopesMeet('strips', 'groups')).toBe(false);
  });

  it('lets a modal scope take keys of its surroundings, but not of the application', () => {
    expect(scopesMeet('calipers', 'strips')).toBe(false);
    expect(scopesMeet('calipers', 'recording')).toBe(false);
    expect(scopesMeet('calipers', 'app')).toBe(true);
  });
});

describe('keymapOf', () => {
  it('puts the reader’s keys in place of the shipped ones', () => {
    const keymap = keymapOf(TABLE_COMMANDS, { 'strips.play': ['p'] });
    expect(keymap.get('strips.play')).toEqual(['p']);
    expect(keymap.get('strips.insert')).toEqual(['i']);
  });

  it('takes a key from its shipped command where a reader gave it to another', () => {
    const keymap = keymapOf(TABLE_COMMANDS, { 'strips.play': ['+'] });
    expect(keymap.get('strips.gain-up')).toEqual(['=']);
    expect(clashesWith(TABLE_COMMANDS, keymap, commandOf('strips.play'), '+')).toEqual([]);
  });

  it('forgets keys of commands that are gone', () => {
    expect(keymapOf(TABLE_COMMANDS, { 'strips.gone': ['n'] })).toEqual(SHIPPED);
  });
});

describe('clashesWith', () => {
  it('finds the command that has the key, also in a scope around', () => {
    const play = commandOf('strips.play');
    const ids = (chord: string) =>
      clashesWith(TABLE_COMMANDS, SHIPPED, play, chord).map(({ id }) => id);
    expect(ids('n')).toEqual(['strips.label-N']);
    expect(ids('Mod+z')).toEqual(['recording.undo']);
    expect(ids('Space')).toEqual([]);
  });
});
