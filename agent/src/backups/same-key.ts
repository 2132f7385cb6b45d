/** Some versions of restic tell the whole name of a key, others its beginning. */
export const isSameKey = (one: string, other: string | null) => other !== null && (one.startsWith(other) || other.startsWith(one));
