import type { Board, Box } from '@percloud/contract/box';

type Part = Board['parts'][number];
/** Around the board, for what sticks out. */
const marginMm = 16;
const cableMm = 13;

/** The board from above; what is plugged in is lit and has a cable. Says nothing that is not said in words beside it. */
export function BoardDrawing({ box, board }: { box: Box; board: Board }) {
  const { widthMm, heightMm } = board;
  const lit = litParts(box, board);
  return (
    <svg
      class="board"
      viewBox={`${-marginMm} ${-marginMm / 2} ${widthMm + 2 * marginMm} ${heightMm + 1.5 * marginMm}`}
      aria-hidden="true"
      focusable="false"
    >
      {board.parts
        .filter((part) => lit.has(part))
        .map((part) => (
          <path key={`${part.x} ${part.y}`} class="board-cable" d={cableOf(part, board)} />
        ))}
      <rect class="board-plate" width={widthMm} height={heightMm} rx="3" />
      {[3.5, widthMm - 3.5].flatMap((x) =>
        [3.5, heightMm - 3.5].map((y) => <circle key={`${x} ${y}`} class="board-hole" cx={x} cy={y} r="1.4" />),
      )}
      {board.parts.map((part) => (
        <g key={`${part.x} ${part.y}`} class="board-part" data-kind={part.kind} data-lit={lit.has(part)}>
          <rect x={part.x} y={part.y} width={part.width} height={part.height} rx="1.2" />
          <path d={insideOf(part)} />
        </g>
      ))}
    </svg>
  );
}

/** Which socket of its kind something is in, nobody says: they are lit in order. */
function litParts({ disks, networkCards, usbDevices }: Box, { parts }: Board): ReadonlySet<Part> {
  const used: Partial<Record<Part['kind'], number>> = {
    power: 1,
    'sd-card': disks.filter(({ kind }) => kind === 'sd-card').length,
    drive: disks.filter(({ kind }) => kind === 'ssd' || kind === 'hdd' || kind === 'virtual').length,
    ethernet: networkCards.filter(({ kind, connected }) => kind === 'cable' && connected).length,
    usb: disks.filter(({ kind }) => kind === 'usb').length + usbDevices.length,
  };
  return new Set(Object.entries(used).flatMap(([kind, count]) => parts.filter((part) => part.kind === kind).slice(0, count)));
}

/** What tells a part from others of its size. */
function insideOf({ kind, x, y, width, height }: Part) {
  const across = (share: number) => `M ${x + width * 0.2} ${y + height * share} h ${width * 0.6}`;
  if (kind === 'usb') return `${across(0.32)} ${across(0.68)}`;
  if (kind === 'pins') return `M ${x + 1} ${y + height * 0.3} h ${width - 2} M ${x + 1} ${y + height * 0.7} h ${width - 2}`;
  const inner = `M ${x + width * 0.22} ${y + height * 0.22} h ${width * 0.56} v ${height * 0.56} h ${-width * 0.56} z`;
  return kind === 'ethernet' || kind === 'processor' || kind === 'drive' ? inner : '';
}

/** Straight out of the edge it stands at; a card or a drive has none. */
function cableOf({ kind, x, y, width, height }: Part, board: Board) {
  if (kind === 'sd-card' || kind === 'drive') return '';
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  if (x + width > board.widthMm) return `M ${x + width} ${middleY} h ${cableMm}`;
  if (x < 0) return `M ${x} ${middleY} h ${-cableMm}`;
  return y < 0 ? `M ${middleX} ${y} v ${-cableMm}` : `M ${middleX} ${Math.max(y + height, board.heightMm)} v ${cableMm}`;
}
