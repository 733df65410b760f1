import type { Page } from 'playwright';
import type { ChannelName, ChannelParams, ChannelResult } from '../../app/contract/channels.ts';
import type { Bridge } from '../../app/contract/bridge.ts';

/** Calls the app's own bridge from a test, through every check that the window's calls pass. */
export async function call<Name extends ChannelName>(
  window: Page,
  name: Name,
  params: ChannelParams<Name>,
): Promise<ChannelResult<Name>> {
  const reply = await window.evaluate(
    ([channel, values]) => {
      const bridge = Reflect.get(globalThis, 'ectopy') as Bridge;
      const request = bridge.request[channel] as (params: unknown) => Promise<unknown>;
      return request(values);
    },
    [name, params] as const,
  );
  const typed = reply as { ok: true; value: ChannelResult<Name> } | { ok: false; error: unknown };
  if (!typed.ok) throw new Error(`${name} failed: ${JSON.stringify(typed.error)}`);
  return typed.value;
}

/** Waits until a job has ended and returns how. */
export async function jobEnd(window: Page, jobId: string): Promise<string> {
  for (;;) {
    const jobs = await call(window, 'jobs:list', {});
    const job = jobs.find(({ id }) => id === jobId);
    if (job?.state !== 'running') return job?.error ?? job?.state ?? 'gone';
    await window.waitForTimeout(100);
  }
}
