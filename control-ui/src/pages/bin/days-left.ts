const keptDays = 30;
const dayMs = 86_400_000;

/** How many days an app stays in the bin from now on. */
export const daysLeft = (inBinSince: string, now: number): number =>
  Math.max(0, Math.ceil(keptDays - (now - Date.parse(inBinSince)) / dayMs));
