import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { resolveElectron } from '../../main/launch/electron-runtime.mjs';

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** Profile folder to reuse, for restarts; a fresh one otherwise. */
  readonly profile?: string;
  /** Further command-line arguments, such as a recording to open. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** The real application under Playwright, with a profile of its own. */
export interface RunningApp {
  readonly application: ElectronApplication;
  readonly window: Page;
  readonly profile: string;
  /** Closes the window as a user does and waits until the process ended. */
  close(): Promise<void>;
}

export function freshProfile(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'ectopy-profile-'));
}

export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true });
}

/** Chromium refuses to run as root with its sandbox; the switch is for test launches alone. */
function sandboxSwitches(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export function launchArguments(profile: string, args: readonly string[] = []): string[] {
  return [PROJECT_FOLDER, `--user-data-dir=${profile}`, ...sandboxSwitches(), ...args];
}

/** Starts the built app and waits until the window shows its first view and the core answers. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const profile = options.profile ?? freshProfile();
  const { folder } = await resolveElectron();
  // Found this way, and not by `executablePath`, Playwright holds the app back until it is connected;
  // otherwise it may come too late for the window's first page, which then hangs.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  const application = await _electron.launch({
    args: launchArguments(profile, options.args),
    env: { ...(process.env as Record<string, string>), ...options.env },
    timeout: 60_000,
  });
  const window = await application.firstWindow();
  const size = options.size ?? { width: 1440, height: 900 };
  await application.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  // Not waitForLoadState: on a busy machine its event may precede the listener.
  await window.waitForFunction(() => document.readyState === 'complete');
  await window.getByText('Research use. Not a medical device.').first().waitFor();
  return {
    application,
    window,
    profile,
    close: async () => {
      await application.close();
    },
  };
}
