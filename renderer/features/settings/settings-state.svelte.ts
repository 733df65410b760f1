import type { EngineProbe, Settings } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';

/** The name that edits carry until the reader gives one. */
export const UNNAMED_READER = 'Reader';

/** CSS defines 96 px an inch: the best guess until a ruler was held against the display. */
export const UNCALIBRATED_PIXELS_PER_MM = 96 / 25.4;

/** The stored settings; a change shows at once and is taken back when it could not be saved. */
export class SettingsState {
  current = $state.raw<Settings>({
    reader: UNNAMED_READER,
    theme: 'system',
    engine: 'auto',
    timeDisplay: 'elapsed',
    playMode: 'scroll',
    pixelsPerMm: UNCALIBRATED_PIXELS_PER_MM,
    keys: {},
  });
  loaded = $state(false);
  problem = $state.raw<AppError | null>(null);

  /** What each computing engine answered; null while it is being asked. */
  engines = $state.raw<readonly EngineProbe[] | null>(null);

  async load(): Promise<void> {
    try {
      this.current = await call('settings:get', {});
      this.loaded = true;
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  async change(settings: Partial<Settings>): Promise<void> {
    const before = this.current;
    this.current = { ...before, ...settings };
    try {
      this.current = await call('settings:set', { settings });
      this.problem = null;
    } catch (error) {
      this.current = before;
      this.problem = asAppError(error);
    }
  }

  async probeEngines(): Promise<void> {
    this.engines = null;
    try {
      this.engines = await call('engines:probe', {});
    } catch (error) {
      this.engines = [];
      this.problem = asAppError(error);
    }
  }
}
