import { signal } from '@preact/signals';

/** How the panel looks in this browser: `device` is light or dark as the rest of the device is. */
export const appearances = ['device', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const key = 'appearance';
export const appearance = signal<Appearance>(appearances.find((one) => one === localStorage.getItem(key)) ?? 'device');

export function setAppearance(next: Appearance) {
  localStorage.setItem(key, next);
  appearance.value = next;
  showAppearance();
}

/** What a page's colours follow is its colour scheme alone. */
export function showAppearance() {
  document.documentElement.dataset.appearance = appearance.value;
}
