import type { KeyCommand, KeyScope } from './key-command.ts';
import { APP_KEYS } from './tables/app.ts';
import { CALIPER_KEYS } from './tables/calipers.ts';
import { DISCLOSURE_KEYS } from './tables/disclosure.ts';
import { EVENT_KEYS } from './tables/events.ts';
import { GROUP_KEYS } from './tables/groups.ts';
import { READERS_KEYS } from './tables/readers.ts';
import { RECORDING_KEYS } from './tables/recording.ts';
import { STRIP_KEYS } from './tables/strips.ts';
import { TREND_KEYS } from './tables/trends.ts';

/**
 * Every key of the application. The one table that handles keys, fills the list of keys, the
 * settings and the command palette, so that none can know a key that the others do not.
 */
export const KEY_TABLE = {
  app: APP_KEYS,
  recording: RECORDING_KEYS,
  strips: STRIP_KEYS,
  calipers: CALIPER_KEYS,
  events: EVENT_KEYS,
  disclosure: DISCLOSURE_KEYS,
  trends: TREND_KEYS,
  groups: GROUP_KEYS,
  readers: READERS_KEYS,
} as const satisfies Partial<Record<KeyScope, readonly KeyCommand[]>>;

/** The scopes that have keys. */
export type KeyedScope = keyof typeof KEY_TABLE;
/** Names of the commands of a scope. */
export type CommandIn<Scope extends KeyedScope> = (typeof KEY_TABLE)[Scope][number]['name'];
/** `strips.delete`: a command's name in the whole application. */
export type CommandId = { [Scope in KeyedScope]: `${Scope}.${CommandIn<Scope>}` }[KeyedScope];

/** A row of the table together with its scope. */
export interface TableCommand extends KeyCommand {
  readonly id: CommandId;
  readonly scope: KeyedScope;
}

export const TABLE_COMMANDS: readonly TableCommand[] = (
  Object.entries(KEY_TABLE) as [KeyedScope, readonly KeyCommand[]][]
).flatMap(([scope, commands]) =>
  commands.map((command) => ({
    ...command,
    scope,
    id: `${scope}.${command.name}` as CommandId,
  })),
);
