import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { Reply } from '../../app/contract/bridge.ts';
import {
  CHANNELS,
  CHANNEL_NAMES,
  type ChannelName,
  type ChannelParams,
  type ChannelResult,
} from '../../app/contract/channels.ts';
import { AppError, serializeError } from '../../app/domain/app-error.ts';
import { APP_ORIGIN, originOf } from '../protocol/scheme.ts';

/** Answers any channel of the contract; parameters have passed their schema. */
export type Dispatch = <Name extends ChannelName>(
  name: Name,
  params: ChannelParams<Name>,
) => Promise<ChannelResult<Name>>;

/** Refuses a request that does not come from the top frame of our own page (item 17). */
function assertOwnFrame(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  const isOwn = frame !== null && frame.parent === null && originOf(frame.url) === APP_ORIGIN;
  if (!isOwn) throw new AppError('forbidden', 'The request did not come from the Ectopy window.');
}

function parseParams<Name extends ChannelName>(name: Name, params: unknown): ChannelParams<Name> {
  const parsed = v.safeParse(CHANNELS[name].params, params);
  if (parsed.success) return parsed.output;
  const where = v.getDotPath(parsed.issues[0]);
  throw new AppError(
    'bad-request',
    `${name}: ${where === null ? '' : `${where}: `}${parsed.issues[0].message}`,
  );
}

/** A reply that breaks the contract is a bug of ours; better said here than found in the window. */
function checkResult(name: ChannelName, value: unknown): void {
  const checked = v.safeParse(CHANNELS[name].result, value);
  if (!checked.success) {
    throw new AppError(
      'internal',
      `The answer to ${name} broke the contract: ${checked.issues[0].message}`,
    );
  }
}

/** The only place that touches ipcMain: sender check, schema in, schema out, errors as values. */
export function registerChannels(dispatch: Dispatch): void {
  for (const name of CHANNEL_NAMES) {
    ipcMain.handle(name, async (event, params: unknown): Promise<Reply<unknown>> => {
      try {
        assertOwnFrame(event);
        const value = await dispatch(name, parseParams(name, params));
        checkResult(name, value);
        return { ok: true, value };
      } catch (error) {
        return { ok: false, error: serializeError(error) };
      }
    });
  }
}
