/** Words of the job tray. */
export const JOBS_TEXT = {
  title: 'Jobs',
  none: 'No jobs',
  running: (count: number) => (count === 1 ? '1 job' : `${count} jobs`),
  failed: (count: number) => `${count} failed`,
  empty: 'Imports, analyses and training appear here while they run.',
  cancel: 'Cancel',
  cancelJob: (title: string) => `Cancel: ${title}`,
  cancelling: 'Cancelling…',
  cancelled: 'Cancelled',
  done: 'Done',
  open: 'Open',
  dismiss: 'Dismiss',
  clear: 'Clear finished',
  failedWithoutReason: 'The job failed and gave no reason.',
} as const;
