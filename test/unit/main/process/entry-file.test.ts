import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entryFile, locateEntry } from '../../../../main/process/entry-file.ts';
import type { EntryName } from '../../../../main/process/entry-file.ts';

it.each<EntryName>([
  'core',
  'analysis.worker',
  'training.worker',
  'interpretation.worker',
  'protocol.worker',
  'inference.worker',
  'signal.worker',
])('finds the source of %s when it runs from source', (name) => {
  expect(existsSync(entryFile(name))).toBe(true);
});

it.each([
  'file:///opt/ectopy/resources/app.asar/dist/main/core.js',
  'file:///opt/ectopy/resources/app.asar/dist/main/chunks/entry-file-a1b2.js',
])('finds the bundle beside %s', (from) => {
  expect(locateEntry('analysis.worker', from).href).toBe(
    'file:///opt/ectopy/resources/app.asar/dist/main/analysis.worker.js',
  );
});

it('does not guess when it is somewhere else', () => {
  expect(() => locateEntry('core', 'file:///tmp/core.js')).toThrow('outside');
});
