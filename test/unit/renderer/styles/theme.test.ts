import { expect, test } from 'vitest';
import { resolveTheme } from '../../../../renderer/styles/theme.ts';

test.each([
  ['system', false, 'light', 'light'],
  ['system', true, 'dark', 'dark'],
  ['light', true, 'light', 'light'],
  ['dark', false, 'dark', 'dark'],
  ['high-contrast', false, 'high-contrast', 'light'],
  ['high-contrast', true, 'high-contrast', 'dark'],
] as const)('%s with a dark system %s is %s on %s', (theme, systemIsDark, expected, scheme) => {
  expect(resolveTheme(theme, systemIsDark)).toEqual({ theme: expected, scheme });
});
