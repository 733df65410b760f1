import * as v from 'valibot';
import { serializedErrorSchema, type SerializedError } from '../domain/app-error.ts';

/** The error in a body that came from another process; null when it is none of ours. */
export function parseSerializedError(body: unknown): SerializedError | null {
  const parsed = v.safeParse(serializedErrorSchema, body);
  return parsed.success ? parsed.output : null;
}
