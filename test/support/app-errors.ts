import { AppError } from '../../app/domain/app-error.ts';

/** The AppError that an action throws; anything else, or nothing, fails the test. */
export async function appErrorOf(action: () => unknown): Promise<AppError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Expected an AppError, but nothing was thrown');
}

/** Runs an action that may succeed or throw an AppError; any other error fails the test. */
export function codeIfRefused(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
