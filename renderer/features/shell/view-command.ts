import { TABLE_COMMANDS, type CommandId } from '../keys/index.ts';
import { VIEWS, type ViewName } from './views.ts';

/** The command of the table of keys that shows a view: its place in the rail, or the settings. */
export function commandOfView(name: ViewName): CommandId {
  const place = VIEWS.findIndex((view) => view.name === name) + 1;
  const numbered = TABLE_COMMANDS.find(({ id }) => id === `app.show-view-${place}`);
  return numbered?.id ?? 'app.show-settings';
}
