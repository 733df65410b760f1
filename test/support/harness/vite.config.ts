import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/**
 * The renderer in any browser, on made-up data:
 * `npx vite --config test/support/harness/vite.config.ts`, then `?scenario=empty|library|failed`.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    svelte({ configFile: path.resolve(import.meta.dirname, '../../../renderer/svelte.config.js') }),
  ],
  server: { fs: { allow: [path.resolve(import.meta.dirname, '../../..')] } },
  // As strict as the window; a dev server needs inline styles, so only the built page gets it.
  preview: {
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
    },
  },
  build: {
    outDir: path.resolve(import.meta.dirname, '../../../dist/harness'),
    assetsInlineLimit: 0,
  },
});
