<?php

namespace Percloud;

/** Whole or not at all, and on the disk when it says true: a power cut leaves the old text or the new one. */
function replaceFile(string $path, string $text): bool
{
    $new = fopen("$path.new", 'w');
    $isWritten = $new !== false && fwrite($new, $text) === strlen($text) && fsync($new) && fclose($new);

    return $isWritten && rename("$path.new", $path) && fsync(fopen(dirname($path), 'r'));
}
