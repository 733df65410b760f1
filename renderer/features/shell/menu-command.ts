import { isViewName, type ViewName } from './views.ts';

/** Menu items that do what a key does, as the table of keys names them. */
const KEY_COMMANDS = {
  undo: 'recording.undo',
  redo: 'recording.redo',
  keys: 'app.show-keys',
  search: 'app.show-palette',
} as const;
type MenuKeyCommand = (typeof KEY_COMMANDS)[keyof typeof KEY_COMMANDS];

/** What the frame does for the native menu. */
export interface MenuActions {
  import(): void;
  demo(): void;
  show(view: ViewName): void;
  open(recordingId: string): void;
  /** Runs a command of the table of keys. */
  run(command: MenuKeyCommand): void;
}

const VIEW_PREFIX = 'view:';
const OPEN_PREFIX = 'open:';

/** Carries out a menu command. */
export function runMenuCommand(command: string, actions: MenuActions): void {
  const view = command.slice(VIEW_PREFIX.length);
  if (command.startsWith(OPEN_PREFIX)) actions.open(command.slice(OPEN_PREFIX.length));
  else if (command === 'import') actions.import();
  else if (command === 'demo') actions.demo();
  else if (isKeyCommand(command)) actions.run(KEY_COMMANDS[command]);
  else if (command.startsWith(VIEW_PREFIX) && isViewName(view)) actions.show(view);
}

function isKeyCommand(command: string): command is keyof typeof KEY_COMMANDS {
  return Object.hasOwn(KEY_COMMANDS, command);
}
