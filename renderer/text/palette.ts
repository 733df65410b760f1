/** Words of the command palette. */
export const PALETTE_TEXT = {
  title: 'Search commands',
  search: 'Command, view, recording, setting or bookmark',
  found: 'What was found',
  nothing: 'Nothing of that name.',
  open: 'Search',
  openMeaning: 'Search all commands, views, recordings, settings and bookmarks',
  kinds: {
    view: 'view',
    recording: 'recording',
    setting: 'setting',
    bookmark: 'bookmark',
  },
  theme: (name: string) => `Theme: ${name}`,
  times: (name: string) => `Times: ${name}`,
} as const;
