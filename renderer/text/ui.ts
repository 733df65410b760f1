/** Words of buttons, dialogs and notices wherever they stand. */
export const UI_TEXT = {
  close: 'Close',
  dismiss: 'Dismiss',
  copyDetails: 'Copy details',
  copied: 'Copied',
  /** An error as it is copied, for a letter to somebody who can mend it. */
  details: (problem: {
    readonly message: string;
    readonly file?: string | undefined;
    readonly remedy?: string | undefined;
    readonly code?: string | undefined;
  }) =>
    [
      problem.message,
      problem.file && `File: ${problem.file}`,
      problem.remedy && `Remedy: ${problem.remedy}`,
      problem.code && `Code: ${problem.code}`,
    ]
      .filter((line) => line)
      .join('\n'),
} as const;
