/**
 * Who may import whom. The READMEs of app, main, renderer and test say the same in words; here a
 * breach is an error.
 */

/** Folders of main that also run in plain Node: in the core, its threads and the command line. */
const WITHOUT_ELECTRON = '^main/(core|signals|store|imports|learning|jobs|cli)/';

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** A package that one folder alone may import. */
function onlyIn(folder, packages) {
  return forbid(
    `${packages}-only-in-${folder}`,
    `Only ${folder} knows ${packages}: everything else goes through its modules.`,
    { path: '^(app|main|renderer)/', pathNot: `^${folder}/` },
    { path: `node_modules/(${packages})` },
  );
}

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'Two modules that need each other are one module, or three.',
      {},
      {
        circular: true,
      },
    ),
    forbid(
      'no-orphans',
      'A module that nothing imports and that imports nothing is left over.',
      { orphan: true, pathNot: '\\.d\\.ts$|^renderer/svelte\\.config\\.js$|/kernels/assembly/' },
      {},
    ),
    forbid(
      'resolvable',
      'Every import leads somewhere; an optional package may be missing.',
      {},
      { couldNotResolve: true, pathNot: '^@tensorflow/tfjs-node-gpu$' },
    ),

    forbid(
      'app-is-pure',
      'app runs in every process: no Node, no Electron, no DOM library, nothing of main or renderer.',
      { path: '^app/' },
      { pathNot: '^app/|node_modules/valibot/' },
    ),
    forbid(
      'app-schemas-in-contract',
      'Run-time schemas belong to the contract (and to the error that crosses it).',
      { path: '^app/', pathNot: '^app/(contract/|domain/app-error\\.ts$)' },
      { path: 'node_modules/valibot/' },
    ),
    forbid(
      'app-domain-is-the-ground',
      'The domain stands on nothing else of app.',
      { path: '^app/domain/' },
      { path: '^app/', pathNot: '^app/domain/' },
    ),
    forbid(
      'app-knows-no-contract',
      'Formats, signal processing and learning know nothing of IPC.',
      { path: '^app/', pathNot: '^app/contract/' },
      { path: '^app/contract/' },
    ),

    forbid(
      'main-not-renderer',
      'They meet in app/contract.',
      { path: '^main/' },
      {
        path: '^renderer/',
      },
    ),
    forbid(
      'no-electron-in-the-core',
      'The core, its threads and the command line also run in plain Node.',
      { path: WITHOUT_ELECTRON },
      { path: 'node_modules/electron/' },
    ),
    forbid(
      'preload-is-thin',
      'The preload runs sandboxed and forwards; it needs the contract and nothing of main.',
      { path: '^main/preload/' },
      { pathNot: '^app/|^main/preload/|node_modules/electron/' },
    ),
    forbid(
      'launch-stands-alone',
      'The launch scripts run before anything is installed or built.',
      { path: '^main/launch/' },
      { path: '^(app|main|renderer)/', pathNot: '^main/launch/' },
    ),
    forbid(
      'nothing-needs-launch',
      'The launch scripts are not part of the application.',
      { path: '^(app|main|renderer)/', pathNot: '^main/launch/' },
      { path: '^main/launch/' },
    ),
    forbid(
      'main-ships-its-dependencies',
      'Packages that main imports are not bundled: they must be dependencies, not devDependencies.',
      { path: '^main/', pathNot: '^main/launch/' },
      {
        dependencyTypes: ['npm-dev'],
        pathNot: 'node_modules/electron/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    onlyIn('main/store', 'better-sqlite3|@types/better-sqlite3'),
    onlyIn('main/learning', '@tensorflow|webgpu'),

    forbid(
      'renderer-not-main',
      'They meet in app/contract.',
      { path: '^renderer/' },
      {
        path: '^main/',
      },
    ),
    forbid(
      'renderer-in-a-browser',
      'The renderer has a browser and nothing else.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'renderer-not-electron',
      'The renderer speaks through window.ectopy alone.',
      { path: '^renderer/' },
      { path: 'node_modules/electron/' },
    ),
    onlyIn('renderer/plot', 'uplot'),
    forbid(
      'ui-knows-no-domain',
      'Buttons and fields know nothing of recordings and beats.',
      { path: '^renderer/ui/' },
      { path: '^(app|renderer)/', pathNot: '^renderer/(ui|text)/|^app/domain/app-error' },
    ),
    forbid(
      'features-below-views',
      'Views put features together; nothing below knows them.',
      { path: '^renderer/(bridge|features|plot|text|ui)/' },
      { path: '^renderer/(views/|App\\.svelte|main\\.ts)' },
    ),
    forbid(
      'plot-below-features',
      'Plots draw what they are given.',
      { path: '^renderer/plot/' },
      { path: '^renderer/features/' },
    ),
    forbid(
      'features-by-their-front-door',
      'A feature shows others its index.ts.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/($1/|[^/]+/index\\.ts$)' },
    ),
    forbid(
      'views-by-the-front-door',
      'Views and the frame take features and plots by their index.ts.',
      { path: '^renderer/(views/|App\\.svelte)' },
      { path: '^renderer/features/', pathNot: '^renderer/features/[^/]+/index\\.ts$' },
    ),

    forbid(
      'nothing-needs-tests',
      'Tests may know everything; nothing knows tests.',
      {
        path: '^(app|main|renderer)/',
      },
      { path: '^test/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'node', 'default'],
    },
  },
};
