/** Read by svelte-check and the Svelte plugin: every component uses runes. */
export default {
  compilerOptions: { runes: true },
};
