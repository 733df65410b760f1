import path from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import { APP_ORIGIN } from '../protocol/scheme.ts';
import { DIALOG_TEXT } from './window-text.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

const SMALLEST = { minWidth: 960, minHeight: 640 };

/** Creates the one window, locked down (security checklist, items 2-4), and loads the bundle. */
export function createMainWindow(preloadFile: string, resourcesFolder: string): BrowserWindow {
  const { maximized, place, ...size } = readWindowState();
  const window = new BrowserWindow({
    ...size,
    ...place,
    ...SMALLEST,
    show: false,
    title: 'Ectopy',
    backgroundColor: '#F6F7F9',
    icon: path.join(resourcesFolder, 'icons', 'ectopy.png'),
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webviewTag: false,
      // The spell checker would download dictionaries.
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  keepWindowState(window);
  offerReload(window);
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Edits are in the store as they are made, so a crashed page loses nothing: offer to reload it. */
function offerReload(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: DIALOG_TEXT.windowGone,
        detail: DIALOG_TEXT.windowGoneCause(reason),
        buttons: [DIALOG_TEXT.reload, DIALOG_TEXT.quit],
        defaultId: 0,
        cancelId: 1,
      })
      .then(({ response }) => {
        if (response === 0) window.webContents.reload();
        else window.close();
      });
  });
}
