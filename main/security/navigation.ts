import { app, type WebContents } from 'electron';
import { APP_ORIGIN, originOf } from '../protocol/scheme.ts';

function isOwnPage(address: string): boolean {
  return originOf(address) === APP_ORIGIN;
}

function lock(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No page but ours, no new windows, no webviews (Electron security checklist, items 11-14). */
export function lockNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    lock(contents);
  });
}
