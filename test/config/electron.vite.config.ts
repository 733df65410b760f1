import { globSync } from 'node:fs';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * One bundle per process or thread that is started by file name: Electron's main process, the core,
 * the command line, and every worker thread. `main/core/index.ts` → `dist/main/core.js`,
 * `main/jobs/train.worker.ts` → `dist/main/train.worker.js`.
 */
function mainEntries(): Record<string, string> {
  const entries: Record<string, string> = { index: path.join(root, 'main/index.ts') };
  for (const file of globSync('main/{core,cli}/index.ts', { cwd: root })) {
    entries[path.basename(path.dirname(file))] = path.join(root, file);
  }
  for (const file of globSync('main/**/*.worker.ts', { cwd: root })) {
    entries[path.basename(file, '.ts')] = path.join(root, file);
  }
  return entries;
}

export default defineConfig({
  main: {
    build: {
      // The same bundles run in Electron 33 (Node 20.18), in current Electron and in Node 24.
      target: 'node20.18',
      outDir: path.join(root, 'dist/main'),
      sourcemap: true,
      rolldownOptions: {
        input: mainEntries(),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: path.join(root, 'dist/preload'),
      // A sandboxed preload can require nothing but `electron`: everything else is bundled in.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path.join(root, 'main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    publicDir: false,
    plugins: [svelte({ configFile: path.join(root, 'renderer/svelte.config.js') })],
    build: {
      target: 'chrome130',
      outDir: path.join(root, 'dist/renderer'),
      sourcemap: true,
      // The content security policy allows no inline data in scripts or fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
});
