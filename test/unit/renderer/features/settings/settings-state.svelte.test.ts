import { expect, test, vi } from 'vitest';
import type { Settings } from '../../../../../app/contract/settings.ts';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { SettingsState } from '../../../../../renderer/features/settings/settings-state.svelte.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';

test('a change shows at once and is taken back when it could not be saved', async () => {
  let full = false;
  const settings = new SettingsState();
  let stored: Settings = settings.current;
  const fake = createFakeBridge({
    'settings:set': ({ settings: changed }) => {
      if (full) throw new AppError('disk-full', 'The disk is full.');
      stored = { ...stored, ...(changed as Partial<Settings>) };
      return stored;
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });

  const saving = settings.change({ theme: 'dark' });
  expect(settings.current.theme).toBe('dark');
  await saving;
  expect(settings.problem).toBeNull();

  full = true;
  await settings.change({ theme: 'light' });
  expect(settings.current.theme).toBe('dark');
  expect(settings.problem?.code).toBe('disk-full');
  vi.unstubAllGlobals();
});
