/** A small house whose roof is a cloud's outline, on 32 × 32. The landing page, the offline page and the icons draw the same. */
export const markPath =
  'M6.5 28.5v-8.7a3.55 3.55 0 0 1 0-7.1 4 4 0 0 1 4.6-5.2 5.3 5.3 0 0 1 9.8 0 4 4 0 0 1 4.6 5.2 3.55 3.55 0 0 1 0 7.1v8.7zM13 28.5V23a3 3 0 0 1 6 0v5.5';
