<?php

// Whether every bookmark can be read. Anything else ends this with an error.
chdir('/usr/share/shaarli');
require_once 'autoload.php';
require_once 'application/Utils.php';
require_once 'application/config/ConfigPlugin.php';

use Shaarli\Bookmark\BookmarkIO;
use Shaarli\Bookmark\Exception\EmptyDataStoreException;
use Shaarli\Config\ConfigManager;

try {
    foreach ((new BookmarkIO(new ConfigManager()))->read() as $bookmark) {
        $bookmark->validate();
    }
} catch (EmptyDataStoreException) {
    // There is none yet.
}
