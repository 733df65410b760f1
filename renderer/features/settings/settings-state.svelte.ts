import { DEFAULT_SETTINGS } from '../../../app/contract/settings.ts';
import type { EngineProbe, Settings } from '../../../app/contract/settings.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { isNamed } from '../../../app/domain/reader-name.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';

/** The stored settings; a change shows at once and is taken back when it could not be saved. */
export class SettingsState {
  current = $state.raw<Settings>(DEFAULT_SETTINGS);
  loaded = $state(false);
  problem = $state.raw<AppError | null>(null);

  /** What each computing engine answered; null while it is being asked. */
  engines = $state.raw<readonly EngineProbe[] | null>(null);

  /** Null until the reader has given a name. */
  get readerName(): string | null {
    const { reader } = this.current;
    return isNamed(reader) ? reader : null;
  }

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
