import * as v from 'valibot';
import type { Reply } from '../../app/contract/bridge.ts';
import { BINARY_ROUTES, CHANNELS } from '../../app/contract/channels.ts';
import type {
  BinaryHandlers,
  CoreBinaryRoute,
  ChannelResult,
  CoreChannelName,
  Handlers,
} from '../../app/contract/channels.ts';
import { AppError, serializeError } from '../../app/domain/app-error.ts';

/** Handlers, and what turns the errors of the store into the reader's words. */
interface Answering<HandlerMap> {
  readonly handlers: HandlerMap;
  readonly describeError: (error: unknown) => unknown;
}

/** Parses the params by the channel's schema, runs its handler, and turns every outcome into a reply. */
export async function answerRequest<Name extends CoreChannelName>(
  { handlers, describeError }: Answering<Handlers<CoreChannelName>>,
  channel: Name,
  params: unknown,
): Promise<Reply<ChannelResult<Name>>> {
  return reply(describeError, async () => {
    if (!Object.hasOwn(handlers, channel)) throw unknownName('request', channel);
    const parsed = parse(CHANNELS[channel].params, params, channel);
    // One cast instead of one per channel: the compiler does not correlate a union of handlers
    // with the union of their params.
    const handler = handlers[channel] as (params: unknown) => unknown;
    return (await handler(parsed)) as ChannelResult<Name>;
  });
}

/** The same for a binary route. */
export async function answerBinary(
  { handlers, describeError }: Answering<BinaryHandlers>,
  route: CoreBinaryRoute,
  params: unknown,
): Promise<Reply<Uint8Array>> {
  return reply(describeError, async () => {
    if (!Object.hasOwn(handlers, route)) throw unknownName('route', route);
    const parsed = parse(BINARY_ROUTES[route], params, route);
    const handler = handlers[route] as (params: unknown) => Uint8Array | Promise<Uint8Array>;
    return handler(parsed);
  });
}

async function reply<T>(
  describeError: (error: unknown) => unknown,
  answer: () => Promise<T>,
): Promise<Reply<T>> {
  try {
    return { ok: true, value: await answer() };
  } catch (error) {
    return { ok: false, error: serializeError(describeError(error)) };
  }
}

function parse(schema: v.GenericSchema, params: unknown, name: string): unknown {
  const result = v.safeParse(schema, params, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  throw new AppError(
    'bad-request',
    `${name} was asked with wrong parameters${path === null ? '' : ` (${path})`}: ${issue.message}`,
  );
}

function unknownName(kind: string, name: string): AppError {
  return new AppError('bad-request', `The core knows no ${kind} "${name}".`);
}
