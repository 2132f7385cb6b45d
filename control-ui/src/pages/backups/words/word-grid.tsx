import './word-grid.css';

/** Numbered, so that none can be lost or change places on the way to paper. */
export const WordGrid = ({ words }: { words: readonly string[] }) => (
  <ol class="word-grid">
    {words
      .map((word, at) => ({ word, number: at + 1 }))
      .map(({ word, number }) => (
        <li key={number}>
          <span class="quiet">{number}</span> <span lang="en">{word}</span>
        </li>
      ))}
  </ol>
);
