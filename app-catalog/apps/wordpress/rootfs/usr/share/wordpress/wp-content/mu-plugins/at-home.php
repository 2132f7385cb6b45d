<?php
/** The blog has no way out of the house: nothing is asked of wordpress.org, nothing shown that only works with it. */

// Scheduled posts: WordPress calls itself, by a name that leads nowhere from in here.
add_filter('cron_request', function (array $request) {
    $request['url'] = str_replace(home_url(), 'http://localhost:8080', $request['url']);
    $request['args']['headers'] = ['Host' => $_SERVER['HTTP_HOST'] ?? 'localhost'];
    return $request;
});

// There is no mail. What would be sent counts as sent, so that no page complains.
add_filter('pre_wp_mail', '__return_true');

foreach (['wp_version_check', 'wp_update_plugins', 'wp_update_themes'] as $check) {
    add_action('init', fn() => wp_clear_scheduled_hook($check));
}
foreach (['core', 'plugins', 'themes'] as $kind) {
    $nothing = ['last_checked' => time(), 'version_checked' => wp_get_wp_version(), 'updates' => [], 'response' => [], 'translations' => []];
    add_filter("pre_site_transient_update_$kind", fn() => (object) $nothing);
}
add_filter('automatic_updater_disabled', '__return_true');
add_filter('should_load_remote_block_patterns', '__return_false');
add_filter('pre_option_use_smilies', '__return_zero');
add_filter('emoji_svg_url', '__return_false');
// A film's address becomes a link: to show the film, its owner would have to be asked.
add_filter('oembed_providers', '__return_empty_array');
add_filter('embed_oembed_discover', '__return_false');
add_filter('wp_headers', function (array $headers) {
    unset($headers['X-Pingback']);
    return $headers;
});

add_action('init', function () {
    remove_action('wp_head', 'print_emoji_detection_script', 7);
    remove_action('admin_print_scripts', 'print_emoji_detection_script');
    remove_action('wp_print_styles', 'print_emoji_styles');
    remove_action('admin_print_styles', 'print_emoji_styles');
    remove_action('wp_head', 'rsd_link');
    remove_action('wp_head', 'wp_generator');
    remove_action('wp_head', 'wp_oembed_add_discovery_links');
    remove_action('the_generator', 'get_the_generator');
});

// For every post at once; in WordPress the owner can close single ones.
add_filter('comments_open', fn(bool $open) => $open && getenv('BLOG_COMMENTS') === 'true');
add_filter('pings_open', '__return_false');
