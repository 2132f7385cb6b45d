<?php

// What Shaarli's own first page would ask for. Run before anybody can reach it; what there is already stays.
chdir('/usr/share/shaarli');
require_once 'autoload.php';
require_once 'application/Utils.php';
require_once 'application/config/ConfigPlugin.php';

use Shaarli\Bookmark\BookmarkArray;
use Shaarli\Bookmark\BookmarkIO;
use Shaarli\Config\ConfigManager;

$conf = new ConfigManager();
if (!is_file($conf->get('resource.datastore'))) {
    // Otherwise Shaarli begins with bookmarks about itself, in English.
    (new BookmarkIO($conf))->write(new BookmarkArray());
}
if (!is_file($conf->getConfigFileExt())) {
    $conf->set('credentials.salt', bin2hex(random_bytes(20)));
    $conf->write(false);
}
