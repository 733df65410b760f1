import path from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import { APP_ORIGIN } from '../protocol/scheme.ts';
import { DIALOG_TEXT } from './window-text.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

const SMALLEST = { minWidth: 960, minHeight: 640 };
/** One step of the menu's zoom, in Electron's levels. */
const ZOOM_STEP = 0.5;

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
  zoomWithoutShift(window);
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/**
 * Zooms in by the key of the plus sign without Shift, where that is the equals sign: a menu item has
 * one key only, and a second item, though hidden, is read out.
 */
function zoomWithoutShift(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('before-input-event', (event, { type, key, control, meta, alt, shift }) => {
    const isCommand = process.platform === 'darwin' ? meta : control;
    if (type !== 'keyDown' || key !== '=' || !isCommand || alt || shift) return;
    event.preventDefault();
    webContents.zoomLevel += ZOOM_STEP;
  });
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
