import { AppError, type ErrorCode } from '../../app/domain/app-error.ts';

interface Explanation {
  readonly code: ErrorCode;
  readonly problem: string;
  readonly remedy: string;
}

const FULL_DISK: Explanation = {
  code: 'disk-full',
  problem: 'The disk is full',
  remedy: 'Free some space on this disk, then try again.',
};
const NOT_ALLOWED: Explanation = {
  code: 'forbidden',
  problem: 'The system does not allow it',
  remedy: 'Change the permissions of this file or folder, or choose another place.',
};

const MISSING: Explanation = {
  code: 'file-missing',
  problem: 'It does not exist',
  remedy: 'Check the path, or put the file back there.',
};

const BY_SYSTEM_CODE = new Map<string, Explanation>([
  ['ENOSPC', FULL_DISK],
  ['EDQUOT', FULL_DISK],
  ['EACCES', NOT_ALLOWED],
  ['EPERM', NOT_ALLOWED],
  ['EROFS', NOT_ALLOWED],
  ['ENOENT', MISSING],
  ['ENOTDIR', MISSING],
]);

/**
 * Turns what the file system threw into an error for the user; any other error passes unchanged.
 * `action` completes "… could not be": "read", "written".
 */
export function asFileError(error: unknown, file: string, action: string): Error {
  const systemCode = systemCodeOf(error);
  if (systemCode === '' || error instanceof AppError) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const { code, problem, remedy } = BY_SYSTEM_CODE.get(systemCode) ?? {
    code: 'internal' as const,
    problem: `The system reports ${systemCode}`,
    remedy: 'Check the disk or network drive that it lies on, then try again.',
  };
  return new AppError(code, `"${file}" could not be ${action}. ${problem}.`, {
    file,
    remedy,
    cause: error,
  });
}

/** "ENOENT" and the like; "" when the error is not one of the system's. */
export function systemCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export function throwIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted === true) throw new AppError('cancelled', `${what} was cancelled.`);
}
