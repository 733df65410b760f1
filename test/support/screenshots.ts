import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';

const FOLDER = path.resolve(import.meta.dirname, '../../out/screenshots');

/** Keeps a picture of the window as an artefact of the test run. */
export async function keepScreenshot(window: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await window.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}
