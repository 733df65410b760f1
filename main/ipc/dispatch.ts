import { app, dialog, type BrowserWindow } from 'electron';
import {
  CHANNELS,
  type ChannelName,
  type ChannelParams,
  type ChannelResult,
  type CoreChannelName,
  type Handlers,
} from '../../app/contract/channels.ts';
import type { CoreClient } from '../process/core-client.ts';
import type { SignalThread } from '../signals/signal-thread.ts';
import type { RecentRecording } from '../window/menu.ts';
import { DIALOG_TEXT } from '../window/window-text.ts';
import type { Dispatch } from './register.ts';

type MainChannelName = Exclude<ChannelName, CoreChannelName>;

function isCoreChannel(name: ChannelName): name is CoreChannelName {
  return CHANNELS[name].host === 'core';
}

function mainHandlers(
  core: CoreClient,
  currentWindow: () => BrowserWindow | null,
  offerRecent: (recordings: readonly RecentRecording[]) => void,
): Handlers<MainChannelName> {
  return {
    'app:info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      coreHost: core.host,
      coreState: core.state,
      coreError: core.error,
      platform: process.platform,
      libraryFolder: core.libraryFolder,
    }),
    'app:pick-recordings': async () => {
      const window = currentWindow();
      if (window === null) return { paths: [] };
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: DIALOG_TEXT.import,
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: DIALOG_TEXT.recordings, extensions: ['hea', 'dat'] },
          { name: DIALOG_TEXT.allFiles, extensions: ['*'] },
        ],
      });
      return { paths: filePaths };
    },
    'app:pick-save-file': async ({ name, extension }) => {
      const window = currentWindow();
      if (window === null) return { path: null };
      const { filePath } = await dialog.showSaveDialog(window, {
        title: DIALOG_TEXT.save,
        defaultPath: name,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      return { path: filePath === '' ? null : filePath };
    },
    'app:offer-recent': ({ recordings }) => {
      offerRecent(recordings);
      return {};
    },
    'app:pick-folder': async () => {
      const window = currentWindow();
      if (window === null) return { path: null };
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: DIALOG_TEXT.folder,
        properties: ['openDirectory', 'createDirectory'],
      });
      return { path: filePaths[0] ?? null };
    },
  };
}

/** Sends each request to the process that answers it. */
export function createDispatch(
  { core, signals }: { readonly core: CoreClient; readonly signals: SignalThread },
  currentWindow: () => BrowserWindow | null,
  offerRecent: (recordings: readonly RecentRecording[]) => void,
): Dispatch {
  const own = mainHandlers(core, currentWindow, offerRecent);
  return async <Name extends ChannelName>(name: Name, params: ChannelParams<Name>) => {
    if (isCoreChannel(name)) {
      // Not every system deletes files that are open.
      if (name === 'recordings:remove') {
        signals.close((params as ChannelParams<'recordings:remove'>).recordingId);
      }
      return await core.request(name, params);
    }
    const handlers: Record<string, (params: never) => unknown> = own;
    return (await handlers[name]?.(params as never)) as ChannelResult<Name>;
  };
}
