import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserWindow } from 'electron';
import { app, session } from 'electron';
import type { EventName, EventPayload } from '../app/contract/events.ts';
import { registerChannels } from './ipc/register.ts';
import { createDispatch } from './ipc/dispatch.ts';
import { CoreClient } from './process/core-client.ts';
import { entryFile } from './process/entry-file.ts';
import { handleScheme } from './protocol/handle.ts';
import { registerScheme } from './protocol/scheme.ts';
import { lockNavigation } from './security/navigation.ts';
import { blockNetwork, switchOffNetwork } from './security/network.ts';
import { restrictPermissions } from './security/permissions.ts';
import { SignalThread } from './signals/signal-thread.ts';
import { createMainWindow } from './window/main-window.ts';
import { installMenu, type RecentRecording } from './window/menu.ts';
import { recordingPathIn } from './window/open-file.ts';

/** The composition root: one step after the other, each in a file of its own. */

const distFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const resourcesFolder = app.isPackaged
  ? path.join(process.resourcesPath, 'resources')
  : path.join(app.getAppPath(), 'resources');

let window: BrowserWindow | null = null;

function emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(name, payload);
}

function openFile(file: string | null): void {
  if (file !== null) emit('app:open-file', { path: file });
}

async function start(): Promise<void> {
  const libraryFolder =
    process.env['ECTOPY_LIBRARY'] ?? path.join(app.getPath('userData'), 'library');
  const coreFile = fileURLToPath(entryFile('core'));
  const core = new CoreClient({ coreFile, libraryFolder, resourcesFolder, emit });
  const signals = new SignalThread(libraryFolder);

  await app.whenReady();
  restrictPermissions(session.defaultSession);
  blockNetwork(session.defaultSession);
  handleScheme(path.join(distFolder, 'renderer'), {
    samples: (params) => signals.window(params),
    core: (route, params) => core.binary(route, params),
  });
  const showMenu = (recent: readonly RecentRecording[]): void => {
    installMenu(
      (command) => {
        emit('menu:command', { command });
      },
      () => window,
      recent,
    );
  };
  registerChannels(createDispatch({ core, signals }, () => window, showMenu));
  showMenu([]);
  window = createMainWindow(path.join(distFolder, 'preload', 'index.cjs'), resourcesFolder);
  // Forking a child while the page loads stalls Electron 33's protocol handler now and then: the
  // page is served first, and asks for the core's state when it is there.
  window.webContents.once('did-finish-load', () => {
    core.start();
    signals.start();
    openFile(recordingPathIn(process.argv.slice(1), process.cwd()));
  });

  app.on('second-instance', (_event, argv, workingFolder) => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    openFile(recordingPathIn(argv.slice(1), workingFolder));
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openFile(file);
  });

  window.on('close', () => {
    // The page goes before the core has stopped, and nobody is left to tell about that.
    window = null;
  });

  let stopped = false;
  // Not before-quit: a closing page still stores where its reader was.
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void Promise.all([core.stop(), signals.stop()]).finally(() => {
      stopped = true;
      // Not at once: with no core left to wait for, this runs inside the very quit it has prevented.
      setImmediate(() => {
        app.quit();
      });
    });
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
}

// Two instances would fight over one library, so the second hands its file over and ends.
if (app.requestSingleInstanceLock()) {
  // Chromium cannot sandbox as root, so test launches pass its switch, which enableSandbox would
  // take away again; every window asks for its sandbox anyway.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  switchOffNetwork();
  lockNavigation();
  void start();
} else {
  app.quit();
}
