/** Stands in for what is left out of the bundles because nothing here uses it: see rolldown.config.ts. */
export default {};
