/** The views as the rail and the native menu name them, in the order of both. */
export const VIEW_NAMES = {
  library: 'Library',
  review: 'Review',
  groups: 'Beat groups',
  disclosure: 'Full disclosure',
  events: 'Events',
  trends: 'Trends',
  readers: 'Readers',
  report: 'Report',
  training: 'Training',
  settings: 'Settings',
} as const;

export type ViewName = keyof typeof VIEW_NAMES;
