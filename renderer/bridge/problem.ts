import { AppError, deserializeError, serializeError } from '../../app/domain/app-error.ts';

/** Whatever was thrown, as the error that a view can show. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : deserializeError(serializeError(error));
}

/** What went wrong in some work, or null. */
export async function problemOf(work: () => Promise<unknown>): Promise<AppError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return asAppError(error);
  }
}
