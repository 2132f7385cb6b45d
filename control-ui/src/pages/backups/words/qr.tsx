import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

/** In modules: cameras look for that much light around it. */
const quiet = 4;

/** Black on white whatever the panel looks like: it is for paper. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: quiet });
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={qrPath(data)} fill="#000" />
    </svg>
  );
}
