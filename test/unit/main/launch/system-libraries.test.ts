import { expect, test } from 'vitest';
import { chooseDebianNames, missingLibraries } from '../../../../main/launch/system-libraries.mjs';
import { hasDisplay } from '../../../../main/launch/virtual-display.mjs';

test('the libraries that ldd cannot find are missing, and only those', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibasound.so.2 => not found',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f)',
  ].join('\n');
  expect(missingLibraries(listing)).toEqual(['libgtk-3.so.0', 'libasound.so.2']);
  expect(missingLibraries('\tnot a dynamic executable\n')).toEqual([]);
});

test('packages that a release renamed for 64-bit time get their new name', () => {
  const known = new Set(['libgtk-3-0t64', 'libasound2t64', 'libnss3']);
  const names = chooseDebianNames(['libgtk-3-0', 'libasound2', 'libnss3'], (name) =>
    known.has(name),
  );
  expect(names).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libnss3']);
});

test('only Linux without X and without Wayland has no display', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});
