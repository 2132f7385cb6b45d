/** A small house whose roof is a cloud's outline. */
export const Mark = ({ size }: { size: number }) => (
  <svg
    viewBox="0 0 32 32"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    stroke-width="2.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M7.5 16h17a5 5 0 0 0 .7-9.95A9 9 0 0 0 8.3 6.5 4.8 4.8 0 0 0 7.5 16z" />
    <path d="M8.5 16v12.5h15V16" />
    <path d="M13.5 28.5v-6h5v6" />
  </svg>
);
