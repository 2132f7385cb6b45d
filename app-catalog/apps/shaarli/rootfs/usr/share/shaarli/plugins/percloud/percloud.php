<?php

use Shaarli\Plugin\PluginManager;

function hook_percloud_render_includes(array $data): array
{
    foreach (['colours', 'shapes'] as $sheet) {
        $data['css_files'][] = PluginManager::$PLUGINS_PATH . "/percloud/$sheet.css";
    }

    return $data;
}
