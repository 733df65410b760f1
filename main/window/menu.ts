import { app, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { VIEW_NAMES } from '../../app/text/view-names.ts';
import { MENU_TEXT } from './window-text.ts';

/** A recording to open from the menu. */
export interface RecentRecording {
  readonly id: string;
  readonly name: string;
}

/** Sends a menu choice to the window; the window knows what each command does. */
export type SendCommand = (command: string) => void;

/**
 * The native menu. Review keys are not accelerators here: bare letters belong to the window, which
 * knows whether a text field has focus.
 */
export function installMenu(
  send: SendCommand,
  focusedWindow: () => BrowserWindow | null,
  recent: readonly RecentRecording[] = [],
): void {
  const isMac = process.platform === 'darwin';
  const command = (
    label: string,
    name: string,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      send(name);
    },
  });
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: MENU_TEXT.file,
      submenu: [
        command(MENU_TEXT.import, 'import', 'CmdOrCtrl+O'),
        {
          label: MENU_TEXT.openRecent,
          enabled: recent.length > 0,
          // A name is no place for a mnemonic: one ampersand is shown of two.
          submenu: recent.map(({ id, name }) => command(name.replaceAll('&', '&&'), `open:${id}`)),
        },
        command(MENU_TEXT.demo, 'demo'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: MENU_TEXT.edit,
      submenu: [
        { ...command(MENU_TEXT.undo, 'undo', 'CmdOrCtrl+Z'), registerAccelerator: false },
        { ...command(MENU_TEXT.redo, 'redo', 'CmdOrCtrl+Shift+Z'), registerAccelerator: false },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: MENU_TEXT.view,
      submenu: [
        ...Object.entries(VIEW_NAMES).map(([view, label], index) => ({
          ...command(label, `view:${view}`, `CmdOrCtrl+${view === 'settings' ? ',' : index + 1}`),
          registerAccelerator: false,
        })),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        {
          label: MENU_TEXT.developerTools,
          accelerator: 'F12',
          click: () => focusedWindow()?.webContents.toggleDevTools(),
        },
      ],
    },
    {
      label: MENU_TEXT.help,
      submenu: [
        { ...command(MENU_TEXT.search, 'search', 'CmdOrCtrl+K'), registerAccelerator: false },
        { ...command(MENU_TEXT.keys, 'keys', '?'), registerAccelerator: false },
        { type: 'separator' },
        {
          label: MENU_TEXT.about(app.getVersion()),
          enabled: false,
        },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
