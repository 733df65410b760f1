import type * as v from 'valibot';

/** A request of the renderer: which process answers it, what it takes and what it returns. */
export function channel<
  const Host extends 'main' | 'core',
  const Params extends v.GenericSchema,
  const Result extends v.GenericSchema,
>(host: Host, params: Params, result: Result) {
  return { host, params, result };
}
