import { RESEARCH_USE } from '../../app/text/intended-use.ts';

/** Words of the native menu; those of menu items with a role are the system's. */
export const MENU_TEXT = {
  file: 'File',
  import: 'Import recording…',
  openRecent: 'Open recent',
  demo: 'Create demo Holter…',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  view: 'View',
  developerTools: 'Developer tools',
  help: 'Help',
  search: 'Search commands',
  keys: 'Keys',
  about: (version: string) => `Ectopy ${version} · ${RESEARCH_USE}`,
} as const;

/** Words of native dialogs. */
export const DIALOG_TEXT = {
  import: 'Import recordings',
  recordings: 'ECG recordings',
  allFiles: 'All files',
  save: 'Save',
  folder: 'Choose a folder',
  windowGone: 'The window stopped working.',
  windowGoneCause: (cause: string) =>
    `Cause: ${cause}. Everything shown as saved is safe. Reload the window to go on.`,
  reload: 'Reload',
  quit: 'Quit',
} as const;
