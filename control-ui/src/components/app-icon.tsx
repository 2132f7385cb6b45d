import type { App } from '@percloud/contract/apps';
import { addressOf } from '../api.ts';

interface AppIconProps {
  src: string;
  color: string;
  size: number;
}

const patienceMs = 3_000;

/** The box may have been away for a moment. */
function askAgain(image: HTMLImageElement) {
  setTimeout(() => {
    if (image.isConnected) image.setAttribute('src', image.src);
  }, patienceMs);
}

/** Always beside the app's name, so it says nothing to a screen reader. */
export const AppIcon = ({ src, color, size }: AppIconProps) => (
  <img
    class="app-icon"
    src={src}
    width={size}
    height={size}
    alt=""
    loading="lazy"
    onError={({ currentTarget }) => askAgain(currentTarget)}
    // The security policy forbids style attributes.
    ref={(image) => image?.style.setProperty('--app-color', color)}
  />
);

export const iconOf = (app: App) => addressOf('getAppIcon', { params: { percloud: app.percloud, app: app.id } });
export const catalogIconOf = (id: string) => addressOf('getCatalogIcon', { params: { app: id } });
