/** Words of the settings view. */
export const SETTINGS_TEXT = {
  title: 'Settings',
  saved: 'Every change is saved as it is made.',

  reader: 'Reader',
  readerName: 'Name or initials',
  readerHint:
    'Goes with every correction from now on; earlier ones keep the name they were made under.',
  readerError: 'Enter 1 to 60 characters.',

  display: 'Display',
  theme: 'Theme',
  themes: {
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    'high-contrast': 'High contrast',
  },
  timeDisplay: 'Times',
  timeDisplays: { elapsed: 'Elapsed', clock: 'Clock' },
  timeHint: 'Clock times need a recording that carries its start time.',

  calibration: 'True size',
  calibrationText:
    'Hold a ruler against the screen and set the bar to exactly 100 mm. ECG paper is then drawn at its true 25 mm/s and 10 mm/mV.',
  calibrationBar: 'Bar of 100 mm',
  calibrationSlider: 'Pixels per millimetre',
  calibrationValue: (pixelsPerMm: string) => `${pixelsPerMm} px per mm`,
  shorter: 'Shorter',
  longer: 'Longer',
  calibrationReset: 'Back to 96 dpi',

  engine: 'Computing engine',
  engineText:
    'What trains and classifies. Automatic takes the fastest one that works here; without a graphics card it classifies with ONNX Runtime where that is installed, with the same answers.',
  engineChoice: 'Use',
  engines: {
    auto: 'Automatic',
    native: 'Native TensorFlow',
    webgpu: 'WebGPU',
    wasm: 'WebAssembly',
    cpu: 'Plain JavaScript',
  },
  engineTable: 'Engines on this computer',
  engineName: 'Engine',
  engineAvailable: 'Available',
  engineReason: 'Why',
  chosen: 'in use',
  yes: 'yes',
  no: 'no',
  probing: 'Asking the engines…',
  probeAgain: 'Ask again',

  about: 'About',
  version: 'Ectopy',
  runtime: 'Runtime',
  runtimeValue: (electron: string, platform: string) => `Electron ${electron} on ${platform}`,
  core: 'Core process',
  coreHosts: {
    'utility-process': 'Electron utility process',
    'node-child': 'Node.js child process',
  },
  library: 'Library folder',
  use: 'Intended use',
  useText:
    'Ectopy is for research and teaching. It is not a medical device: it must not be used for diagnosis, monitoring or treatment decisions.',
} as const;
