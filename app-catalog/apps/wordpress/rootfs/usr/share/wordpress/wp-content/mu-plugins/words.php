<?php
/** What Debian's translations of WordPress lack or say oddly, and our own words. One file a language: English => that language. */
function percloud_words(string $locale): void
{
    foreach (['default', 'percloud'] as $domain) {
        load_textdomain($domain, "/usr/share/percloud/languages/$locale.mo", $locale);
    }
}

// Of two files the one that was loaded first is asked first.
add_action('load_textdomain', function (string $domain, string $file) {
    if ($domain === 'default' && dirname($file) === WP_LANG_DIR) {
        percloud_words(basename($file, '.mo'));
    }
}, 10, 2);

/** Scripts look for their words in files Debian has not: the ones people come to see on these pages, in the words of the rest of it. */
function percloud_script_words(): string
{
    $words = ['Cancel', 'OK', 'Publish', 'Published', 'Publish on:', 'Published on:', 'Schedule for:', 'Update', 'Save Draft', 'Saving Draft…',
        'Dismiss this notice.', 'Load more', 'Showing %1$s of %2$s media items', 'No results found.', 'Changes saved.', 'Permalink saved',
        '%1$s %2$s, %3$s at %4$s:%5$s', 'The changes you made will be lost if you navigate away from this page.', 'Reply', 'Approve and Reply'];
    $said = ['' => ['domain' => 'default'], "post action/button label\4Schedule" => [_x('Schedule', 'post action/button label')]];
    foreach ($words as $word) {
        $said[$word] = [__($word)];
    }
    $said['%s item selected'] = [_n('%s item selected', '%s items selected', 1), _n('%s item selected', '%s items selected', 2)];
    return 'wp.i18n.setLocaleData(' . wp_json_encode($said) . ');';
}

add_action('admin_enqueue_scripts', fn() => wp_add_inline_script('wp-i18n', percloud_script_words()));
