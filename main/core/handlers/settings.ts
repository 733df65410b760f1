import type { Handlers } from '../../../app/contract/channels.ts';
import type { EngineProbe, Settings } from '../../../app/contract/settings.ts';
import { runAnalysis } from '../../jobs/run-analysis.ts';
import { changeReader } from '../begin-reading.ts';
import type { CoreContext } from '../context.ts';

type SettingsChannel = 'settings:get' | 'settings:set' | 'engines:probe';

export function settingsHandlers(context: CoreContext) {
  const { store } = context;
  /** An engine does not come or go while Ectopy runs: each preference is probed once. */
  const probes = new Map<Settings['engine'], Promise<EngineProbe[]>>();
  const probe = (preference: Settings['engine']): Promise<EngineProbe[]> => {
    const known = probes.get(preference);
    if (known !== undefined) return known;
    const probing = runAnalysis(
      { kind: 'probe', preference },
      { signal: new AbortController().signal, onProgress: () => undefined },
    );
    probes.set(preference, probing);
    probing.catch(() => probes.delete(preference));
    return probing;
  };
  return {
    'settings:get': () => store.settings.read(),
    'settings:set': ({ settings: { reader, ...others } }) => {
      store.settings.write(others);
      if (reader !== undefined) changeReader(context, reader);
      return store.settings.read();
    },
    'engines:probe': () => probe(store.settings.read().engine),
  } satisfies Handlers<SettingsChannel>;
}
