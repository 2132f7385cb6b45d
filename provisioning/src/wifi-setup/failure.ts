/** Why a network could not be joined. */
export type Failure = 'password' | 'notFound' | 'noAddress' | 'refused';

/** What nmcli prints in the locale C, from the reasons of NetworkManager (`nm_device_state_reason`). */
const meanings: readonly [RegExp, Failure][] = [
  [/secrets/i, 'password'],
  [/network could not be found|no suitable (?:device|network)|not available because/i, 'notFound'],
  [/IP configuration|DHCP/i, 'noAddress'],
  [/timeout expired|timed out/i, 'noAddress'],
];

/** @param said what `nmcli connection up` wrote to its standard error */
export const failureOf = (said: string): Failure => meanings.find(([words]) => words.test(said))?.[1] ?? 'refused';
