/** Stands in for packages we leave out of the bundle: Docker is reached over its unix socket only. */
export default {};
