import { join } from 'node:path';
import { findText, namesIn } from './read-text.ts';

/**
 * Whether the machine lives on a battery: its own, as in a laptop, or that of a UPS that Linux knows as a power supply.
 * @param root Where `sys` is; another one in tests.
 * @returns false where it is on mains, has no battery, or none that tells.
 * @see https://docs.kernel.org/power/power_supply_class.html
 */
export function isOnBattery(root = '/'): boolean {
  const supplies = join(root, 'sys/class/power_supply');
  return namesIn(supplies).some((name) => {
    const about = (what: string) => findText(join(supplies, name, what));
    // Those of mice and keyboards are of the scope `Device`.
    return ['Battery', 'UPS'].includes(about('type') ?? '') && about('scope') !== 'Device' && about('status') === 'Discharging';
  });
}
