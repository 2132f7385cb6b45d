/** Which greeting belongs to an hour of the day. */
export function greetingAt(hour: number): 'home.good-night' | 'home.good-morning' | 'home.good-afternoon' | 'home.good-evening' {
  if (hour < 5) return 'home.good-night';
  if (hour < 12) return 'home.good-morning';
  return hour < 18 ? 'home.good-afternoon' : 'home.good-evening';
}
