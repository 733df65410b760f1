import * as v from 'valibot';

/**
 * Every error that a user may see. `code` is for programs, `message` says what happened,
 * `file` names the file it happened to, `remedy` says what to do.
 */
export const ERROR_CODES = [
  'bad-request',
  'not-found',
  'file-missing',
  'file-truncated',
  'file-malformed',
  'unsupported-format',
  'outside-folder',
  'disk-full',
  'database-newer',
  'database-damaged',
  'library-locked',
  'model-damaged',
  'model-unsupported',
  'engine-unavailable',
  'memory-short',
  'no-corrections',
  'conflict',
  'cancelled',
  'core-unavailable',
  'forbidden',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export const serializedErrorSchema = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.string(),
  file: v.optional(v.string()),
  remedy: v.optional(v.string()),
});

export type SerializedError = v.InferOutput<typeof serializedErrorSchema>;

/** The one error class that crosses processes; anything else becomes `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    details: { file?: string; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.file = details.file;
    this.remedy = details.remedy;
  }
}

export function serializeError(error: unknown): SerializedError {
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.file === undefined ? {} : { file: error.file }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

export function deserializeError(error: SerializedError): AppError {
  return new AppError(error.code, error.message, {
    ...(error.file === undefined ? {} : { file: error.file }),
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  });
}
