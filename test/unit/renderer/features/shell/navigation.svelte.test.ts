import { expect, test } from 'vitest';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { runMenuCommand } from '../../../../../renderer/features/shell/menu-command.ts';
import { Navigation } from '../../../../../renderer/features/shell/navigation.svelte.ts';
import { openProblems } from '../../../../../renderer/features/shell/problems.ts';

/** As much of the page's storage as the navigation needs. */
function storage(text: string | null): Storage {
  let stored = text;
  const fake: Pick<Storage, 'getItem' | 'setItem'> = {
    getItem: () => stored,
    setItem: (_key, value) => {
      stored = value;
    },
  };
  return fake as Storage;
}

test('the place survives a restart', () => {
  const kept = storage(null);
  const before = Navigation.restored(kept);
  before.open('rec-1');
  before.keep(kept);
  const after = Navigation.restored(kept);
  expect([after.view, after.recordingId]).toEqual(['review', 'rec-1']);
});

test.each([null, 'broken {', '42', '{"view":"nowhere","recordingId":7}'])(
  'an unreadable place (%s) is the library',
  (text) => {
    const navigation = Navigation.restored(storage(text));
    expect([navigation.view, navigation.recordingId]).toEqual(['library', null]);
  },
);

test('a recording that is gone leaves the review for the library, and only that view', () => {
  const navigation = new Navigation();
  navigation.open('rec-1');
  navigation.go('training');
  navigation.close();
  expect([navigation.view, navigation.recordingId]).toEqual(['training', null]);
  navigation.open('rec-2');
  navigation.close();
  expect(navigation.view).toBe('library');
});

test('menu commands are carried out, unknown ones are left alone', () => {
  const done: string[] = [];
  const actions = {
    import: () => done.push('import'),
    demo: () => done.push('demo'),
    show: (view: string) => done.push(view),
    open: (recordingId: string) => done.push(recordingId),
    run: (command: string) => done.push(command),
  };
  for (const command of [
    'import',
    'demo',
    'view:training',
    'view:nowhere',
    'undo',
    'open:rec-2',
    'other',
  ]) {
    runMenuCommand(command, actions);
  }
  expect(done).toEqual(['import', 'demo', 'training', 'recording.undo', 'rec-2']);
});

test('while the core is down, only other problems are shown', () => {
  const sources = ['core-unavailable', 'disk-full', 'cancelled'].map((code) => ({
    problem: new AppError(code as 'disk-full', 'What happened.'),
  }));
  expect(openProblems(sources, false).map(({ problem }) => problem.code)).toEqual(['disk-full']);
  expect(openProblems(sources, true)).toHaveLength(2);
});
