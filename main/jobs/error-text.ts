import { serializeError } from '../../app/domain/app-error.ts';

/** An error as one line for a reader: what happened, and what to do. */
export function errorText(error: unknown): string {
  const { message, remedy } = serializeError(error);
  return remedy === undefined ? message : `${message} ${remedy}`;
}
