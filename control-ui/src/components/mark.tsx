/** A small house whose roof is a cloud's outline. */
export const Mark = ({ size }: { size: number }) => (
  <svg
    viewBox="0 -1.5 32 32"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    stroke-width="2.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M6.5 15.5h19a4.7 4.7 0 0 0 .4-9.38 8.5 8.5 0 0 0-15.6-1.5A5.6 5.6 0 0 0 6.5 15.5z" />
    <path d="M7.5 15.5v13h17v-13" />
    <path d="M13 28.5V22h6v6.5" />
  </svg>
);
