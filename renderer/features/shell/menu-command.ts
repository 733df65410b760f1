import { isViewName, type ViewName } from './views.ts';

/** What the frame does for the native menu; the review view takes the rest itself. */
export interface MenuActions {
  import(): void;
  demo(): void;
  show(view: ViewName): void;
}

const VIEW_PREFIX = 'view:';

/** Carries out a menu command of the frame; others are left to whoever else listens. */
export function runMenuCommand(command: string, actions: MenuActions): void {
  const view = command.slice(VIEW_PREFIX.length);
  if (command === 'import') actions.import();
  else if (command === 'demo') actions.demo();
  else if (command.startsWith(VIEW_PREFIX) && isViewName(view)) actions.show(view);
}
