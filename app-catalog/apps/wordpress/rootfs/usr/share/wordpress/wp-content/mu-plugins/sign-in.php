<?php
/**
 * Who somebody is, the gate says in X-Remote-User, and nobody else: no password, no cookie, no application password of WordPress's own
 * signs anybody in. The owner writes; so does whoever the owner adds under Users with the name they sign in to Percloud with. All others
 * are readers.
 */

function percloud_user(): ?WP_User
{
    $name = $_SERVER['HTTP_X_REMOTE_USER'] ?? '';
    return is_string($name) && $name !== '' ? (get_user_by('login', $name) ?: null) : null;
}

/** WordPress asks this where it would look into its cookie. */
function wp_validate_auth_cookie($cookie = '', $scheme = '')
{
    $user = percloud_user();
    if (!$user) {
        return false;
    }
    // Makes the REST API ask for its nonce, as it does of everybody who comes with a cookie.
    do_action('auth_cookie_valid', [], $user);
    return $user->ID;
}

add_filter('determine_current_user', fn() => wp_validate_auth_cookie(), PHP_INT_MAX);
add_filter('wp_is_application_passwords_available', '__return_false');
add_filter('xmlrpc_enabled', '__return_false');
add_filter('show_password_fields', '__return_false');

add_action('init', function () {
    remove_all_filters('authenticate');
    add_filter('authenticate', fn() => new WP_Error('percloud', ''));
    // It would ask for a password once a session is over; the gate asks by itself.
    remove_action('admin_enqueue_scripts', 'wp_auth_check_load');
});

/** There is nothing to fill in here: whoever writes goes on, whoever reads goes to the blog. */
add_action('login_init', function () {
    $isLeaving = ($_REQUEST['action'] ?? '') === 'logout';
    if (!$isLeaving && !percloud_user()) {
        $text = __('You can read this blog, but not write in it. Its owner can add you under Users, with your name in Percloud.', 'percloud');
        $back = sprintf('<p><a href="%s">%s</a></p>', esc_url(home_url('/')), esc_html__('Look at the blog', 'percloud'));
        wp_die('<p>' . esc_html($text) . "</p>$back", esc_html(get_bloginfo('name')), ['response' => 403]);
    }
    wp_safe_redirect($isLeaving ? home_url('/') : (string) ($_GET['redirect_to'] ?? admin_url()));
    exit;
});

// Signing out is the panel's.
add_action('admin_bar_menu', function (WP_Admin_Bar $bar) {
    foreach (['wp-logo', 'logout', 'updates', 'customize', 'search'] as $node) {
        $bar->remove_node($node);
    }
}, PHP_INT_MAX);

/** WordPress lets every other site read what it answers to a reader's browser, and a blog may be private. */
add_action('rest_api_init', fn() => remove_filter('rest_pre_serve_request', 'rest_send_cors_headers'), PHP_INT_MAX);
add_filter('rest_jsonp_enabled', '__return_false');

/** Names are half of a sign-in: readers are not told them. */
add_filter('rest_endpoints', function (array $endpoints) {
    $isTold = fn(string $route) => percloud_user() || !str_starts_with($route, '/wp/v2/users');
    return array_filter($endpoints, $isTold, ARRAY_FILTER_USE_KEY);
});
add_filter('wp_sitemaps_add_provider', fn($provider, $name) => $name === 'users' ? false : $provider, 10, 2);
