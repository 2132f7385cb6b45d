<?php

namespace Percloud;

/** What the owner chose in the panel and what the box decides: Shaarli's own file can't say otherwise. By the names Shaarli gives them. */
function settings(): array
{
    $isPublic = getenv('SHAARLI_PUBLIC') === 'true';
    $title = getenv('SHAARLI_TITLE') ?: ['en' => 'Bookmarks', 'es' => 'Marcadores', 'it' => 'Segnalibri'][language()];

    return [
        'api.enabled' => false,
        // Never asked for: the gate signs people in.
        'credentials.login' => 'percloud',
        'credentials.hash' => '-',
        'general.title' => htmlspecialchars($title),
        'general.timezone' => getenv('TZ') ?: 'UTC',
        'general.root_url' => getenv('SHAARLI_URL') ?: null,
        'general.header_link' => '/',
        'general.default_note_title' => ['en' => 'Note', 'es' => 'Nota', 'it' => 'Nota'][language()],
        'general.enabled_plugins' => explode(' ', getenv('SHAARLI_PLUGINS') ?: ''),
        'general.enable_async_metadata' => false,
        'general.retrieve_description' => false,
        'privacy.default_private_links' => getenv('SHAARLI_NEW_ARE_PRIVATE') === 'true',
        'privacy.force_login' => !$isPublic,
        'privacy.hide_public_links' => !$isPublic,
        'security.open_shaarli' => false,
        'thumbnails.mode' => 'none',
        'translation.language' => language(),
        'updates.check_updates' => false,
    ];
}

/** Of the pages: the one chosen, or else the first that the reader's browser asks for and we speak. */
function language(): string
{
    $wanted = getenv('SHAARLI_LANGUAGE') . ',' . ($_SERVER['HTTP_ACCEPT_LANGUAGE'] ?? '');

    return preg_match('/(?:^|,)\s*(en|es|it)\b/i', $wanted, $found) ? strtolower($found[1]) : 'en';
}

/** How dates are written. */
function locale(): string
{
    return ['en' => 'en_GB', 'es' => 'es_ES', 'it' => 'it_IT'][language()];
}
