import type { ChannelResult } from '../../../app/contract/channels.ts';
import type { EventPayload } from '../../../app/contract/events.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';

export type AppInfo = ChannelResult<'app:info'>;
type CoreState = EventPayload<'core:state'>['state'];

/** Whether the process that holds the library is there, and what this program is. */
export class CoreStatus {
  info = $state.raw<AppInfo | null>(null);
  state = $state.raw<CoreState>('starting');
  /** Why the core will not run. */
  error = $state.raw<string | null>(null);
  problem = $state.raw<AppError | null>(null);

  /** Follows the core; `onRunning` is called after each restart, when everything must be reread. */
  connect(onRunning: () => void): () => void {
    return on('core:state', ({ state, error }) => {
      const restarted = state === 'running' && this.state === 'restarting';
      this.state = state;
      this.error = error;
      if (restarted) onRunning();
    });
  }

  async load(): Promise<void> {
    try {
      this.info = await call('app:info', {});
      this.state = this.info.coreState;
      this.error = this.info.coreError;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }
}
