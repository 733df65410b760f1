import { app, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';

/** Views in the order of the rail. */
const VIEW_ITEMS = [
  ['Library', 'library'],
  ['Review', 'review'],
  ['Beat groups', 'groups'],
  ['Full disclosure', 'disclosure'],
  ['Events', 'events'],
  ['Trends', 'trends'],
  ['Readers', 'readers'],
  ['Report', 'report'],
  ['Training', 'training'],
] as const;

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
      label: 'File',
      submenu: [
        command('Import recording…', 'import', 'CmdOrCtrl+O'),
        {
          label: 'Open recent',
          enabled: recent.length > 0,
          // A name is no place for a mnemonic: one ampersand is shown of two.
          submenu: recent.map(({ id, name }) => command(name.replaceAll('&', '&&'), `open:${id}`)),
        },
        command('Create demo Holter…', 'demo'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { ...command('Undo', 'undo', 'CmdOrCtrl+Z'), registerAccelerator: false },
        { ...command('Redo', 'redo', 'CmdOrCtrl+Shift+Z'), registerAccelerator: false },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        ...VIEW_ITEMS.map(([label, view], index) => ({
          ...command(label, `view:${view}`, `CmdOrCtrl+${index + 1}`),
          registerAccelerator: false,
        })),
        { ...command('Settings', 'view:settings', 'CmdOrCtrl+,'), registerAccelerator: false },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // The key of the plus sign without Shift, where the two share one.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        {
          label: 'Developer tools',
          accelerator: 'F12',
          click: () => focusedWindow()?.webContents.toggleDevTools(),
        },
      ],
    },
    {
      label: 'Help',
      submenu: [
        { ...command('Search commands', 'search', 'CmdOrCtrl+K'), registerAccelerator: false },
        { ...command('Keys', 'keys', '?'), registerAccelerator: false },
        { type: 'separator' },
        {
          label: `Ectopy ${app.getVersion()} · ${RESEARCH_USE}`,
          enabled: false,
        },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
