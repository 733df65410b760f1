import type { Locator, Page } from 'playwright';
import { AppPage } from './app-page.ts';
import { launchApp, removeProfile, type RunningApp } from './app-driver.ts';
import { call, jobEnd } from './bridge-calls.ts';

/** The training view of a running app, with a reader and a short recording made up. */
export class TrainingPage {
  readonly app: RunningApp;
  readonly window: Page;
  readonly page: AppPage;

  constructor(app: RunningApp) {
    this.app = app;
    this.window = app.window;
    this.page = new AppPage(app.window);
  }

  /** Starts the app with WebAssembly, which every machine has. */
  static async launch(): Promise<TrainingPage> {
    const training = new TrainingPage(await launchApp());
    const { window, page } = training;
    await page.nameReader('AB');
    await call(window, 'settings:set', { settings: { engine: 'wasm' } });
    const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
    const end = await jobEnd(window, jobId);
    if (end !== 'done') throw new Error(`The recording was not made up: ${end}`);
    return training;
  }

  async close(): Promise<void> {
    await this.app.close();
    removeProfile(this.app.profile);
  }

  button(name: string): Locator {
    return this.window.getByRole('button', { name, exact: true }).first();
  }

  async openTab(name: 'Corrections' | 'Protocols' | 'Models'): Promise<void> {
    await this.page.goTo('Training');
    await this.window.getByRole('tab', { name }).click();
  }

  /** The next folder that the user picks in the system's dialog. */
  async willPick(picked: string): Promise<void> {
    await this.app.application.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, picked);
  }
}
